import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { accept, account, type Problem, problemOf, refuse } from "./twilio-rules";

/** One text as the service took it. */
export interface TakenText {
  to: string;
  /** The number, or the id of the messaging service. */
  from: string;
  body: string;
}

/** What the service does with the next texts instead of taking them. */
export type Fault =
  | Problem
  /** Takes it and then breaks the line off: whoever sent it never hears. */
  | "lost_answer"
  /** Breaks the line off without taking anything. */
  | "hangs_up";

/** A text service of one's own on loopback, which speaks as Twilio's Messages API does. */
export interface TextService {
  /** For SMS_API_URL. */
  url: string;
  /** For TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and SMS_FROM. */
  account: { sid: string; token: string; from: string };
  /** Everything taken so far, oldest first. */
  taken: TakenText[];
  /** Requests that were not as Twilio wants them; what was wrong with each. */
  wrong: string[];
  /** The newest text to a number, now or as soon as it comes. */
  waitFor(to: string, options?: { after?: number }): Promise<TakenText>;
  /** Null takes them again. */
  answerWith(fault: Fault | null): void;
  /** Numbers whose owner has answered STOP: refused with 21610, as the carrier would. */
  stopped: Set<string>;
  close(): Promise<void>;
}

/** Starts it; it takes any text that is asked for as Twilio's documentation says. */
export async function startTextService(): Promise<TextService> {
  const state: State = {
    taken: [],
    wrong: [],
    stopped: new Set(),
    arrivals: new EventEmitter(),
    fault: null,
  };
  const server = createServer((asked, answer) => void serve(state, asked, answer));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const { taken, wrong, stopped, arrivals } = state;
  return {
    ...{ url: `http://127.0.0.1:${port}`, account, taken, wrong, stopped },
    async waitFor(to, { after = 0 } = {}) {
      for (;;) {
        const found = taken.slice(after).findLast((text) => text.to === to);
        if (found) return found;
        await once(arrivals, "taken");
      }
    },
    answerWith(fault) {
      state.fault = fault;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

interface State {
  taken: TakenText[];
  wrong: string[];
  stopped: Set<string>;
  arrivals: EventEmitter;
  fault: Fault | null;
}

const unsubscribed = { status: 400, code: 21610, message: "Attempt to send to unsubscribed recipient" };

async function serve(state: State, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const { taken, wrong, stopped, arrivals, fault } = state;
  const body = await read(asked);
  if (fault === "hangs_up") return void asked.socket.destroy();
  const problem = problemOf(asked, body);
  if (problem) wrong.push(problem.message ?? "");
  if (problem) return refuse(answer, problem);
  if (typeof fault === "object" && fault !== null) return refuse(answer, fault);
  const form = new URLSearchParams(body);
  const said = (name: string) => form.get(name) ?? "";
  if (stopped.has(said("To"))) return refuse(answer, unsubscribed);
  taken.push({ to: said("To"), from: said("From") || said("MessagingServiceSid"), body: said("Body") });
  arrivals.emit("taken");
  if (fault === "lost_answer") return void asked.socket.destroy();
  accept(answer, { to: said("To"), number: taken.length });
}

async function read(asked: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
