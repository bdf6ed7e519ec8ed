import nodemailer from "nodemailer";
import { say } from "../brand";
import type { House } from "../house";
import { senderOf } from "./address";
import { NotTaken, type Transport } from "./outgoing";

/** The mail server of the house. @throws an Error when none was set. */
export function mailTransport(house: House): Transport {
  const { smtpUrl, mailFrom } = house.settings;
  if (!smtpUrl) throw new Error("SMTP_URL is not set, so no mail can be sent.");
  const transport = nodemailer.createTransport({ url: smtpUrl, pool: true, ...limits });
  return {
    async send({ id, to, rendered: { locale, subject, text, html } }) {
      const from = senderOf(mailFrom, say(house.brand.name, locale, house.brand).text);
      const mail = {
        from,
        to: { name: "", address: to },
        envelope: { from: from.address, to: [to] },
        messageId: `<${id}@${from.address.split("@").at(-1)}>`,
        subject,
        text,
        html,
        headers: { "Auto-Submitted": "auto-generated", "Content-Language": locale },
        disableFileAccess: true,
        disableUrlAccess: true,
      };
      await transport.sendMail(mail).catch((error: unknown) => {
        const code = refusalOf(error);
        throw new NotTaken(code, { final: isFinal(code) });
      });
    },
    async close() {
      transport.close();
    },
  };
}

const limits = {
  // One more than the messages that a process sends at once: when all of those hang, a code still finds one.
  maxConnections: 5,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
};

function refusalOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("responseCode" in error && typeof error.responseCode === "number") return String(error.responseCode);
  return "code" in error && typeof error.code === "string" ? error.code : "unknown";
}

/** 5xx is the server's last word, except 530 and 535: those are about us and can be mended. */
const isFinal = (code: string): boolean => /^5\d\d$/.test(code) && code !== "530" && code !== "535";
