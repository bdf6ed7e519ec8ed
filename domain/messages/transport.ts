import nodemailer from "nodemailer";
import { say } from "../brand";
import type { House } from "../house";
import { senderOf } from "./address";
import type { Rendered } from "./render";

/** One way out per process, kept open between messages. */
interface MailRoom {
  send(mail: { id: string; to: string } & Rendered): Promise<void>;
  close(): Promise<void>;
}

const rooms = new WeakMap<House, MailRoom>();

/** The mail server of the house. @throws an Error when none was set. */
export function mailRoom(house: House): MailRoom {
  const room = rooms.get(house) ?? openMailRoom(house);
  if (!rooms.has(house)) {
    rooms.set(house, room);
    house.rooms.set("mail", room);
  }
  return room;
}

function openMailRoom(house: House): MailRoom {
  const { smtpUrl, mailFrom } = house.settings;
  if (!smtpUrl) throw new Error("SMTP_URL is not set, so no mail can be sent.");
  const transport = nodemailer.createTransport({ url: smtpUrl, pool: true, ...limits });
  return {
    async send({ id, to, locale, subject, text, html }) {
      const from = senderOf(mailFrom, say(house.brand.name, locale, house.brand).text);
      await transport.sendMail({
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
      });
    },
    async close() {
      transport.close();
    },
  };
}

const limits = {
  maxConnections: 3,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
};
