import { Agent, type IncomingMessage, request } from "node:http";
import { type Form, formsOf } from "./forms";

export interface Answer {
  status: number;
  /** Where it leads; no redirect is followed. */
  location: string | null;
  headers: Headers;
  /** Names and values as they came, each name as often as it was sent. */
  raw: readonly [name: string, value: string][];
  body: Buffer;
  text: string;
  /** Milliseconds from the request to the last byte. */
  ms: number;
}

export interface Ask {
  method?: string;
  /** Each name once; a value of undefined leaves out what would be sent otherwise. */
  headers?: Record<string, string | undefined>;
  body?: string | Buffer;
}

const agent = new Agent({ keepAlive: true, maxSockets: 128 });

/** Somebody with a jar of cookies and no browser: sends what it is told to, byte for byte, and follows nothing. */
export class Client {
  readonly cookies = new Map<string, string>();

  /** `says`: headers that go with everything. */
  constructor(
    readonly url: string,
    readonly says: Record<string, string> = {},
  ) {}

  /** The same person in another place: a copy of the cookies, which from then on go their own way. */
  copy(url = this.url): Client {
    const other = new Client(url, this.says);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  get(path: string, headers: Ask["headers"] = {}): Promise<Answer> {
    return this.ask(path, { headers });
  }

  /** Sends a form as the pages' forms are sent, from the own origin. */
  async send(path: string, fields: Record<string, string>, headers: Ask["headers"] = {}): Promise<Answer> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    const encoded = new Response(form);
    const type = encoded.headers.get("content-type") ?? "";
    const body = Buffer.from(await encoded.arrayBuffer());
    return this.ask(path, {
      method: "POST",
      body,
      headers: { origin: this.url, "content-type": type, ...headers },
    });
  }

  json(method: string, path: string, { body, headers }: { body?: unknown; headers?: Ask["headers"] } = {}) {
    const said = { "content-type": "application/json", ...headers };
    return this.ask(path, { method, headers: said, ...(body ? { body: JSON.stringify(body) } : {}) });
  }

  /** Every form of a page. @throws when the page does not open. */
  async forms(path: string): Promise<Form[]> {
    const { status, location, text } = await this.get(path);
    if (status !== 200) throw new Error(`${path} answered ${status} ${location ?? ""}`);
    return formsOf(text);
  }

  /** Sends the form of a page that has this field or text, filled with more. @throws when there is none. */
  async press(path: string, wanted: string, more: Record<string, string> = {}): Promise<Answer> {
    const form = (await this.forms(path)).find(({ html }) => html.includes(wanted));
    if (!form) throw new Error(`${path} has no form with ${wanted}`);
    return this.send(path, { ...form.fields, ...more });
  }

  /** Anything at all, with this person's cookies. The path goes out as it stands. */
  ask(path: string, { method = "GET", headers = {}, body }: Ask = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const said = { ...this.says, ...(cookie ? { cookie } : {}), ...headers };
    const sent = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    const { hostname, port } = new URL(this.url);
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const asked = request({ agent, hostname, port, method, path, headers: sent }, (incoming) => {
        read(incoming, began).then((answer) => {
          for (const set of answer.headers.getSetCookie()) this.#keep(set);
          resolve(answer);
        }, reject);
      });
      asked.once("error", reject).end(body);
    });
  }

  #keep(set: string): void {
    const [pair = "", ...attributes] = set.split(/;\s*/);
    const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    if (value === "" || attributes.some((one) => /^max-age=0$/i.test(one))) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

async function read(incoming: IncomingMessage, began: number): Promise<Answer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const body = Buffer.concat(parts);
  const { rawHeaders } = incoming;
  const raw = rawHeaders.flatMap((name, at): [string, string][] =>
    at % 2 === 0 ? [[name.toLowerCase(), rawHeaders[at + 1] ?? ""]] : [],
  );
  const headers = new Headers(raw);
  const told = { status: incoming.statusCode ?? 0, location: headers.get("location"), headers, raw };
  return { ...told, body, text: body.toString("utf8"), ms: performance.now() - began };
}
