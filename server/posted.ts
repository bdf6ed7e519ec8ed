import { IncomingMessage, type ServerResponse } from "node:http";
import { readBody } from "@/api/body";
import { toProblem } from "@/api/problem";
import { PROBLEMS } from "@/api/problems";
import { send } from "@/api/send";
import { pageHeaders } from "@/web/page-headers";
import { pageOfWords } from "./page-of-words";

/** What is asked of the pages, and who waits for the answer. */
interface Posting {
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
}

/**
 * Reads what is posted to a page before the framework does, which would keep megabytes of it and take whatever it
 * cannot read for a fault of ours. @returns the request with a body that is bounded, and a form of ours where it is
 * meant for an action; null when it was refused, in words.
 */
export async function readPosted({ request, response, requestId }: Posting): Promise<IncomingMessage | null> {
  if (!hasBody(request) && !isForAction(request)) return request;
  const refused = (status: number) => refuse({ request, response, requestId }, status);
  try {
    const body = await soundBody(request, await readBody(request, "single"));
    return body ? carrying(request, body) : await refused(400);
  } catch (error) {
    return refused(PROBLEMS[toProblem(error).kind].status);
  }
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

const isForAction = ({ method, headers }: IncomingMessage): boolean =>
  method === "POST" && (headers["next-action"] !== undefined || isMultipart(headers["content-type"]));

/** As Next tells it, case included. */
const isMultipart = (type = "") => type.startsWith("multipart/form-data");

/** Bytes, and what they are said to be where that is another than the sender said. */
interface Body {
  bytes: Buffer;
  type?: string;
}

/** A form is written anew as it was read, so that the framework's own reader finds the same in it. */
async function soundBody(request: IncomingMessage, bytes: Buffer): Promise<Body | null> {
  if (!isForAction(request)) return { bytes };
  const type = request.headers["content-type"] ?? "";
  if (!isMultipart(type)) return null;
  const sent = new Response(new Uint8Array(bytes), { headers: { "content-type": type } });
  const form = await sent.formData().catch(() => null);
  const isOurs = request.headers["next-action"] === undefined ? isPlain : isOfScript;
  if (!form || !isOurs(form)) return null;
  const anew = new Response(form);
  return {
    bytes: Buffer.from(await anew.arrayBuffer()),
    type: anew.headers.get("content-type") ?? "",
  };
}

/** One action at most, by its id; no action of ours has arguments bound to it, which the framework would read as its own. */
function isPlain(form: FormData): boolean {
  const own = [...form.keys()].filter((name) => name.startsWith("$ACTION"));
  return own.length === 0 || (own.length === 1 && /^\$ACTION_ID_[0-9a-f]+$/.test(own[0] ?? ""));
}

/** What a browser's script sends for an action of ours: one argument, and that is the form. */
function isOfScript(form: FormData): boolean {
  const [argument, ...more] = form.getAll("0");
  const rest = [...form.keys()].filter((name) => name !== "0");
  return argument === '["$K1"]' && more.length === 0 && rest.every((name) => name.startsWith("_1_"));
}

/** The same request, to be read once more. */
function carrying(request: IncomingMessage, { bytes, type }: Body): IncomingMessage {
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders, headers } = request;
  const again = new IncomingMessage(request.socket);
  Object.assign(again, { method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders });
  again.headers = { ...headers, ...(type && { "content-type": type, "content-length": `${bytes.length}` }) };
  again.complete = true;
  again.push(bytes);
  again.push(null);
  return again;
}

/** What every page says of itself; this one has neither scripts nor style. */
const GUARDED = Object.fromEntries(
  pageHeaders({ policy: "default-src 'none'; frame-ancestors 'none'", secure: false }).map(
    ([name, value]) => [name.toLowerCase(), value],
  ),
);

/** A person is told by a page, a script by its status. What was typed stands in the form that was left. */
async function refuse({ request, response, requestId }: Posting, status: number): Promise<null> {
  const kind = status === 413 ? "tooLarge" : "unread";
  const page = pageOfWords({
    ...{ status, requestId },
    part: (t) => `<h1>${t(`errors.${kind}Title`)}</h1><p>${t(`errors.${kind}Text`)}</p>`,
  });
  const forScript = request.headers["next-action"] !== undefined;
  const headers = { "content-type": `text/${forScript ? "plain" : "html"}; charset=utf-8` };
  const bytes = forScript ? `${status}\n` : page;
  if (!response.destroyed)
    await send({ request, response, headers: GUARDED, sent: { status, headers, bytes } });
  return null;
}
