import { EventEmitter, once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** One message as a real mail server took it: whom the envelope named, and what it says. */
export interface TakenMail {
  to: string[];
  from: string;
  subject: string;
  text: string;
  html: string;
  mail: ParsedMail;
}

/** A mail server of one's own on loopback. */
export interface MailServer {
  /** For SMTP_URL. */
  url: string;
  /** Everything taken so far, oldest first. */
  taken: TakenMail[];
  /** The newest message to an address, now or as soon as it comes. */
  waitFor(to: string, options?: { after?: number }): Promise<TakenMail>;
  /** What the server says to the next recipients, such as 450 or 550; null takes them. */
  answerWith(code: number | null): void;
  /** Leaves whoever sends to this address without an answer; null tells those to come again and takes what comes. */
  hangFor(to: string | null): void;
  close(): Promise<void>;
}

/** Starts a real SMTP server; it takes any message to anybody and keeps it in memory. */
export async function startMailServer(): Promise<MailServer> {
  const taken: TakenMail[] = [];
  const arrivals = new EventEmitter();
  let answer: number | null = null;
  let hangs: string | null = null;
  const left: ((error: Error) => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _session, done) {
      if (address === hangs) return void left.push(done);
      if (answer === null) return done();
      done(refusal(answer));
    },
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        const { mailFrom, rcptTo } = session.envelope;
        const { subject = "", text = "", html } = mail;
        const to = rcptTo.map(({ address }) => address);
        taken.push({ to, from: mailFrom ? mailFrom.address : "", subject, text, html: html || "", mail });
        arrivals.emit("taken");
        done();
      }, done);
    },
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    async waitFor(to, { after = 0 } = {}) {
      for (;;) {
        const found = taken.slice(after).findLast((mail) => mail.to.includes(to));
        if (found) return found;
        await once(arrivals, "taken");
      }
    },
    answerWith(code) {
      answer = code;
    },
    hangFor(to) {
      hangs = to;
      if (to === null) for (const done of left.splice(0)) done(refusal(450));
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}

const refusal = (responseCode: number) => Object.assign(new Error("not this one"), { responseCode });
