import nodemailer from "nodemailer";
import { type Answer, createForthright, type Forthright } from "@/client/index";

/** One letter to many. */
export interface Letter {
  campaign: string;
  subject: string;
  text: string;
  /** The letter's own moment, so that its use told twice is the same use. */
  date: Date;
}

/** What became of one reader's letter. */
export interface Posted {
  sent: boolean;
  answer: Answer;
  /** The id of the use that was recorded. */
  use: string | null;
}

/** A brand's mail system, as somebody would write it who knows the client and nothing else of Forthright. */
export interface MailSystem {
  forthright: Forthright;
  /** Asks, makes the links, sends, and says what was sent; without a yes nothing leaves. */
  post(letter: Letter, to: string): Promise<Posted>;
  close(): void;
}

const about = { purpose: "offers", channel: "email" };
const items = ["email"];

/** Opens it on an installation, with its key and a mail server. */
export function openMailSystem(at: { url: string; key: string; smtp: string }): MailSystem {
  const forthright = createForthright(at);
  const transport = nodemailer.createTransport(at.smtp);
  return {
    forthright,
    async post(letter, to) {
      const customer = { email: to };
      const answer = await forthright.mayI({ customer, ...about, items });
      if (!answer.allowed) return { sent: false, answer, use: null };
      const stop = await forthright.makeLink({ customer, kind: "stop", ...about });
      const why = await forthright.makeLink({ customer, kind: "why", ...about });
      const text = `${letter.text}\n\nWhy did I get this? ${why.url}\nStop these: ${stop.url}\n`;
      const headers: Record<string, string> = { ...stop.headers };
      await transport.sendMail({ from: "news@juniper.example", to, subject: letter.subject, text, headers });
      const use = {
        ...{ customer, ...about, items, title: letter.subject, campaign: letter.campaign },
        ...{ occurred_at: letter.date.toISOString(), decision: answer.ledger ?? undefined },
      };
      const { ids } = await forthright.recordUses([use], { idempotencyKey: `${letter.campaign}/${to}` });
      return { sent: true, answer, use: ids[0] ?? null };
    },
    close: () => transport.close(),
  };
}
