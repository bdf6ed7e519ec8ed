import type { Answer, Client } from "../client";
import type { Crew } from "../crew";
import { call } from "../crew-life";
import { settledRows } from "../rows";
import type { Target } from "../target";
import { altered, type Try } from "./try";

const form = { "content-type": "application/x-www-form-urlencoded" };

/** Presses a stop link's button, or the one of a mail program. */
const press = (who: Client, path: string, fields: Record<string, string>): Promise<Answer> =>
  who.ask(path, { method: "POST", headers: form, body: new URLSearchParams(fields).toString() });

const oneClick = { "List-Unsubscribe": "One-Click" };

/** Links in a message: altered, swapped, too old, opened without a button; whatever they do must only lower. */
export async function messageLinks(target: Target, crew: Crew): Promise<Try[]> {
  const { ids, owner } = crew;
  const nobody = target.guest();
  const secret = ids.stop.split("/").at(-1) ?? "";
  const tries: Try[] = [];
  let before = await settledRows(target, owner);
  const changes = async (kind: string, what: string, act: () => Promise<unknown>) => {
    await act();
    const after = await settledRows(target, owner);
    tries.push({ kind, what, accepted: after !== before });
    before = after;
  };
  await changes("stop link", "opened 20 times", async () => {
    for (let turn = 0; turn < 20; turn += 1)
      await nobody.ask(ids.stop, { method: turn % 2 ? "GET" : "HEAD" });
  });
  const { address } = { address: `/stop/${altered(secret)}` };
  await changes("stop link", "altered", () => press(nobody, address, oneClick));
  await changes("stop link", "its last letter left out", () =>
    press(nobody, ids.stop.slice(0, -1), oneClick),
  );
  await changes("stop link", "asked to turn on", () =>
    press(nobody, ids.stop, { act: "start", locale: "en" }),
  );
  await changes("stop link", "with a purpose of one's own", () =>
    press(nobody, ids.stop, { ...oneClick, purpose: "reviews" }),
  );
  await changes("stop link", "undo with a secret that is made up", () =>
    press(nobody, ids.stop, { act: "undo", undo: altered(secret), locale: "en" }),
  );
  await changes("stop link", "undo with its own secret", () =>
    press(nobody, ids.stop, { act: "undo", undo: secret, locale: "en" }),
  );
  await changes("why link", "opened", () => nobody.get(ids.why));
  await changes("why link", "altered", () =>
    press(nobody, altered(ids.why.replace("why", "stop"), 20), oneClick),
  );
  const asWhy = await nobody.get(ids.stop.replace("/stop/", "/why/"));
  const over = await nobody.get(`/why/${altered(secret)}`);
  tries.push({
    kind: "why link",
    what: "a stop link in its place",
    accepted: wordsOf(asWhy) !== wordsOf(over),
  });
  await target.sql("update choice_tokens set expires_at = now() - interval '1 day' where customer_id = $1", [
    owner.customerId,
  ]);
  before = await settledRows(target, owner);
  await changes("stop link", "too old", () => press(nobody, ids.stop, oneClick));
  return tries;
}

const wordsOf = ({ text }: Answer) => /<h1[^>]*>(.*?)<\/h1>/s.exec(text)?.[1] ?? "";

/** The link of one's copy: another's session, altered, a second time. */
export async function copyLinks(target: Target, crew: Crew): Promise<Try[]> {
  const { ids, owner, other } = crew;
  const path = "/requests/copy/download";
  // All attacks together take longer than a copy's link works.
  await target.sql("update copies set expires_at = now() + interval '10 minutes' where customer_id = $1", [
    owner.customerId,
  ]);
  const stampOf = async (who: Client) =>
    (await who.forms("/requests/copy")).find(({ fields }) => fields.stamp)?.fields.stamp ?? "";
  const [mine, theirs] = [await stampOf(owner.person), await stampOf(other.person)];
  const holds = ({ headers }: Answer) => headers.has("content-disposition");
  const tried: [string, () => Promise<Answer>][] = [
    ["in another's session", () => other.person.send(path, { stamp: theirs, token: ids.copyToken })],
    [
      "in another's session, with the owner's stamp",
      () => other.person.send(path, { stamp: mine, token: ids.copyToken }),
    ],
    ["without a session", () => target.guest().send(path, { stamp: mine, token: ids.copyToken })],
    ["altered", () => owner.person.send(path, { stamp: mine, token: altered(ids.copyToken) })],
    ["by GET", () => owner.person.get(`${path}?token=${ids.copyToken}&stamp=${mine}`)],
  ];
  const tries: Try[] = [];
  for (const [what, ask] of tried) tries.push({ kind: "copy link", what, accepted: holds(await ask()) });
  const right = await owner.person.send(path, { stamp: mine, token: ids.copyToken });
  if (!holds(right)) throw new Error(`the right link gave no copy: ${right.status} ${right.location}`);
  const again = await owner.person.send(path, { stamp: mine, token: ids.copyToken });
  return [...tries, { kind: "copy link", what: "a second time", accepted: holds(again) }];
}

/** A yes by API that claims to have been said to somebody else, and the like: nothing of it may be kept. */
export async function confirmLinks(target: Target, crew: Crew): Promise<Try[]> {
  const { owner } = crew;
  const nobody = target.guest();
  const before = await settledRows(target, owner);
  for (const token of ["x", "A".repeat(43), "../choices", "%00"]) await nobody.get(`/confirm/${token}`);
  const after = await settledRows(target, owner);
  const unknown = await call(target, crew.keys["obeyed:write"]?.secret ?? "", {
    method: "POST",
    path: "/obeyed",
    body: { event: crypto.randomUUID(), at: new Date().toISOString(), system: "x" },
  });
  return [
    { kind: "confirm link", what: "made up, four ways", accepted: after !== before },
    { kind: "event to obey", what: "made up", accepted: unknown.status < 400 },
  ];
}
