import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Answer } from "../client";
import type { Crew } from "../crew";
import { call } from "../crew-life";
import { keyAtDesk } from "../desk-key";
import type { Target } from "../target";
import { altered, type Try } from "./try";

const decisions = ({ owner }: Crew) => ({
  method: "POST",
  path: "/decisions",
  body: { requests: [{ customer: { id: owner.customerId }, purpose: "offers", channel: "email" }] },
});

/** Keys: altered, put together of two, revoked, said in other ways. */
export async function apiKeys(target: Target, crew: Crew): Promise<Try[]> {
  const kind = "API key";
  const asked = decisions(crew);
  const secret = crew.keys.decisions?.secret ?? "";
  const other = crew.keys.webhooks?.secret ?? "";
  const opens = ({ status }: Answer) => status < 400;
  const ask = (authorization: string, path = asked.path) =>
    target.guest().json("POST", `/api/v1${path}`, { body: asked.body, headers: { authorization } });
  if (!opens(await ask(`Bearer ${secret}`))) throw new Error("the right key opens nothing");
  const cut = secret.lastIndexOf("_");
  const tried: [string, string][] = [
    ["one letter altered", `Bearer ${altered(secret, secret.length - 5)}`],
    ["its name altered", `Bearer ${altered(secret, 6)}`],
    [
      "its name with another's secret",
      `Bearer ${secret.slice(0, cut)}${other.slice(other.lastIndexOf("_"))}`,
    ],
    ["its name alone", `Bearer ${secret.slice(0, cut)}`],
    ["in capitals", `Bearer ${secret.toUpperCase()}`],
    ["as Basic", `Basic ${Buffer.from(`${secret}:`).toString("base64")}`],
    ["without a scheme", secret],
    ["twice", `Bearer ${secret}, Bearer ${secret}`],
    ["empty", "Bearer "],
    ["with a scope that it lacks", `Bearer ${other}`],
    ["the id of a key", `Bearer ${crew.keys.decisions?.id}`],
  ];
  const tries: Try[] = [];
  for (const [what, said] of tried) tries.push({ kind, what, accepted: opens(await ask(said)) });
  const inAddress = await target
    .guest()
    .json("POST", `/api/v1${asked.path}?key=${secret}`, { body: asked.body });
  tries.push({ kind, what: "in the address", accepted: opens(inAddress) });
  return [...tries, await revoked(target, crew)];
}

/** A key stops within a second of being revoked, everywhere. */
async function revoked(target: Target, crew: Crew): Promise<Try> {
  const { secret, id } = await keyAtDesk(target, crew.admin, "decisions");
  const before = await call(target, secret, decisions(crew));
  const { code, told } = await target.command(["key", "revoke", id]);
  if (code !== 0 || before.status !== 200) throw new Error(`${before.status} ${told}`);
  await pause(1_100);
  const { status } = await call(target, secret, decisions(crew));
  return { kind: "API key", what: "revoked a second ago", accepted: status < 400 };
}

/** An Idempotency-Key belongs to the key it came with: another's gets no answer that was kept. */
export async function idempotencyKeys(target: Target, crew: Crew): Promise<Try[]> {
  const kind = "Idempotency-Key";
  const [mine, theirs] = [crew.keys["links:write"], await keyAtDesk(target, crew.admin, "links:write")];
  const customer = { id: crew.other.customerId };
  const body = { customer, kind: "stop", purpose: "offers", channel: "email" };
  const name = randomUUID();
  const ask = (secret: string, said: unknown) =>
    call(target, secret, { method: "POST", path: "/links", body: said, more: { "idempotency-key": name } });
  const own = mine?.secret ?? "";
  const first = await ask(own, body);
  const again = await ask(own, body);
  if (first.status !== 201 || again.text !== first.text) throw new Error(`not the same again: ${again.text}`);
  const foreign = await ask(theirs.secret, body);
  const other = await ask(own, { ...body, kind: "why" });
  const shown = (answer: Answer) => answer.text === first.text || answer.headers.has("idempotency-replayed");
  return [
    { kind, what: "of another key", accepted: shown(foreign) },
    { kind, what: "with another body", accepted: shown(other) || other.status < 400 },
  ];
}

/** Where a list goes on: of another key, of another list, altered, made up. */
export async function cursors(target: Target, crew: Crew): Promise<Try[]> {
  const { owner, other } = crew;
  const [mine, theirs] = [crew.keys["choices:read"], await keyAtDesk(target, crew.admin, "choices:read")];
  const ledger = (secret: string, of: string, cursor?: string) =>
    call(target, secret, {
      method: "GET",
      path: `/customers/${of}/ledger?${new URLSearchParams({ limit: "1", ...(cursor ? { cursor } : {}) })}`,
    });
  const own = mine?.secret ?? "";
  const first = await ledger(own, owner.customerId);
  const { next_cursor: cursor }: { next_cursor?: string } = JSON.parse(first.text);
  if (!cursor) throw new Error(`the ledger is one page: ${first.text}`);
  const bytes = Buffer.from(cursor, "base64url");
  const grown = Buffer.concat([bytes.subarray(0, 16), Buffer.from("[0]")]).toString("base64url");
  const tried: [string, Promise<Answer>][] = [
    ["of another key", ledger(theirs.secret, owner.customerId, cursor)],
    ["on another customer's ledger", ledger(own, other.customerId, cursor)],
    ["altered", ledger(own, owner.customerId, altered(cursor))],
    ["with another place and the same seal", ledger(own, owner.customerId, grown)],
    ["made up", ledger(own, owner.customerId, Buffer.from("[1]").toString("base64url"))],
    ["too short", ledger(own, owner.customerId, "AA")],
  ];
  const tries: Try[] = [];
  for (const [what, asked] of tried)
    tries.push({ kind: "cursor", what, accepted: (await asked).status < 400 });
  return tries;
}
