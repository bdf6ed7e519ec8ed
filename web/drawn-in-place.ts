import { refresh } from "next/cache";
import { headers } from "next/headers";

type Query = Record<string, string>;

const KEY = Symbol.for("forthright.told-in-place");
/** Requests that are being drawn at this moment are few; what was told to older ones is over. */
const MOST = 500;

/** What a form has come to, by the request that sent it: the page is drawn in the answer to that same request. */
function told(): Map<string, Query> {
  const kept: unknown = Reflect.get(globalThis, KEY);
  if (kept instanceof Map) return kept;
  const made = new Map<string, Query>();
  Reflect.set(globalThis, KEY, made);
  return made;
}

/**
 * With JavaScript, draws the page anew where it stands, as `to` would show it: focus, open parts and scroll
 * position stay. Answers false where the browser has to be sent to `to`: without JavaScript, or to another page.
 */
export async function drawInPlace(to: string): Promise<boolean> {
  const sent = await headers();
  const id = sent.get("x-request-id");
  const url = new URL(to, "https://own.invalid");
  const here = new URL(sent.get("x-path") ?? "", "https://own.invalid");
  if (!sent.has("next-action") || !id || here.pathname !== url.pathname) return false;
  const all = told();
  for (const oldest of all.keys()) if (all.size >= MOST) all.delete(oldest);
  all.set(id, Object.fromEntries(url.searchParams));
  refresh();
  return true;
}

/** What this request's own form has come to, as the page's query would say it; null when it sent none. */
export async function toldInPlace(): Promise<Query | null> {
  return told().get((await headers()).get("x-request-id") ?? "") ?? null;
}
