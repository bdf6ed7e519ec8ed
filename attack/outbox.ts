import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "./client";
import { articlesOf, unescaped } from "./forms";

/** One message of the demo's outbox, as somebody would read it. */
export interface Message {
  id: string;
  subject: string;
  text: string;
  /** Eight digits that stand alone, or empty. */
  code: string;
  /** The first address in it, or empty. */
  link: string;
}

/** The messages to one address, newest first. */
export async function messagesTo(reader: Client, to: string): Promise<Message[]> {
  const { text } = await reader.get("/demo/outbox");
  return articlesOf(text)
    .filter((article) => unescaped(article).includes(to))
    .map(readMessage);
}

/** Does something, and waits for the message that it causes. @throws when none comes. */
export async function messageAfter(
  reader: Client,
  to: string,
  act: () => Promise<unknown>,
): Promise<Message> {
  const before = new Set((await messagesTo(reader, to)).map(({ id }) => id));
  await act();
  for (const until = Date.now() + 30_000; Date.now() < until; await pause(40)) {
    const fresh = (await messagesTo(reader, to)).find(({ id }) => !before.has(id));
    if (fresh) return fresh;
  }
  throw new Error(`no message to ${to} came`);
}

function readMessage(article: string): Message {
  const text = plain(article);
  return {
    id: /aria-labelledby="([^"]*)"/.exec(article)?.[1] ?? "",
    subject: plain(/<h2[^>]*>(.*?)<\/h2>/s.exec(article)?.[1] ?? ""),
    text,
    code: /(?<![\w-])(\d{4})[ \u00a0]?(\d{4})\b/.exec(text)?.slice(1).join("") ?? "",
    link: /https?:\/\/\S+/.exec(text)?.[0] ?? "",
  };
}

const plain = (html: string): string =>
  unescaped(html.replaceAll(/<\/p>|<br\/?>/g, "\n").replaceAll(/<[^>]*>/g, ""));
