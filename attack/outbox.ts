import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "./client";
import { articlesOf, unescaped } from "./forms";
import type { Target } from "./target";

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
  target: Target,
  to: string,
  act: () => Promise<unknown>,
): Promise<Message> {
  const [{ now } = { now: "" }] = await target.sql<{ now: string }>("select clock_timestamp()::text as now");
  await act();
  const looked = new Set<string>();
  for (const until = Date.now() + 120_000; Date.now() < until; await pause(25)) {
    const sent = await target.sql<{ id: string }>("select id from messages where sent_at >= $1", [now]);
    // The page shows a hundred messages, so it is asked for only when there is one more.
    if (sent.every(({ id }) => looked.has(id))) continue;
    for (const { id } of sent) looked.add(id);
    const fresh = (await messagesTo(target.guest(), to)).find(({ id }) => looked.has(id));
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
