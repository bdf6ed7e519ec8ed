import { EventEmitter, once } from "node:events";
import type { AddressInfo } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** One message as a mail server took it: what the envelope said, and every byte of it. */
export interface Taken {
  from: string;
  to: string[];
  raw: string;
  subject: string;
  text: string;
  html: string;
}

export interface MailServer {
  url: string;
  taken: Taken[];
  /** Does something, and waits for the message to this address that it causes. @throws when none comes. */
  after(to: string, act: () => Promise<unknown>): Promise<Taken>;
  close(): Promise<void>;
}

/** A real mail server on loopback; it takes any message to anybody and keeps it. */
export async function startMailServer(): Promise<MailServer> {
  const taken: Taken[] = [];
  const arrivals = new EventEmitter();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    async onData(stream, { envelope: { mailFrom, rcptTo } }, done) {
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(Buffer.from(part));
      const raw = Buffer.concat(parts);
      const { subject = "", text = "", html } = await simpleParser(raw);
      const from = mailFrom ? mailFrom.address : "";
      const to = rcptTo.map(({ address }) => address);
      taken.push({ from, to, raw: raw.toString("latin1"), subject, text, html: html || "" });
      arrivals.emit("taken");
      done();
    },
  });
  server.on("error", () => undefined).listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    async after(to, act) {
      const known = taken.length;
      await act();
      const signal = AbortSignal.timeout(120_000);
      for (;;) {
        const found = taken.slice(known).find((mail) => mail.to.some((one) => isSame(one, to)));
        if (found) return found;
        await once(arrivals, "taken", { signal }).catch(() => {
          throw new Error(`no message to ${to} came`);
        });
      }
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** An attack may have corrected the address to another spelling of it. */
const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** Eight digits that stand alone. */
export const codeIn = ({ text }: Taken): string =>
  /(?<![\w-])(\d{4})[ \u00a0]?(\d{4})\b/.exec(text)?.slice(1).join("") ?? "";
