import type { Tally } from "./attack";
import type { Client } from "./client";
import type { Crew } from "./crew";
import { judge, type Reader } from "./readers";
import { builtActions } from "./routes";
import { settledRows } from "./rows";
import type { Target } from "./target";

/** A form as its own page showed it. */
interface Found {
  path: string;
  fields: Record<string, string>;
  by: Client;
}

interface Around {
  crew: Crew;
  readers: readonly Reader[];
  tally: Tally;
}

/** In the short form. */
const few = /^nobody|another/;

const ID = "$ACTION_ID_";
const idOf = (fields: Record<string, string>) =>
  Object.keys(fields)
    .find((name) => name.startsWith(ID))
    ?.slice(ID.length) ?? "";

/** The owner's pages, and those of staff that are about them. */
const sources = ({ owner, officer, auditor, ids }: Crew): [Client, string[]][] => [
  [
    owner.person,
    [
      ...["/", "/account", "/choices", "/choices?seen=0", "/data?whole=1", "/requests", "/activity"],
      ...["/data?whole=1&item=email&ask=item", "/requests/new/complain", "/requests/new/correct"],
      ...[`/requests/${ids.requestId}`, "/requests/copy", "/sign-in/again", "/terms/privacy-notice"],
      ...["/terms/terms-of-service", `/requests/copy?link=${ids.copyToken}&until=2100-01-01T00:00:00Z`],
    ],
  ],
  [officer.desk, [`/desk/requests/${ids.requestId}`]],
  [auditor.desk, [`/desk/audit?customer=${ids.customerId}`]],
];

/** One form of each action, as the owner or staff about them would send it. */
async function harvest(crew: Crew): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  for (const [by, paths] of sources(crew))
    for (const path of paths)
      for (const { fields } of await by.forms(path).catch(() => [])) {
        const id = idOf(fields);
        if (id && !found.has(id)) found.set(id, { path, fields, by });
      }
  return found;
}

/** Sends every form of the owner's as somebody else, and every other action of the build with the owner's ids. */
export async function tryForms(target: Target, { crew, readers, tally }: Around): Promise<void> {
  const forms = await harvest(crew);
  const actions = builtActions();
  tally.check(forms.size >= 15, `only ${forms.size} forms were found on the owner's pages`);
  const { ids, owner } = crew;
  const asking = readers.filter(
    ({ client, name }) => client !== owner.person && (!target.short || few.test(name)),
  );
  for (const [turn, reader] of asking.entries()) {
    await target.forgetLimits();
    let before = await settledRows(target, owner);
    for (const [at, [id, name]] of [...actions].entries()) {
      // In the short form each of the owner's own forms is tried by one of them.
      if (target.short && (!forms.has(id) || at % asking.length !== turn)) continue;
      const form = forms.get(id) ?? { path: "/", by: owner.person, fields: madeUp(id, ids) };
      if (form.by === reader.client) continue;
      const sender = reader.client.copy();
      const answer = await sender.send(form.path, form.fields);
      const what = `POST ${form.path} (${name})`;
      judge(tally, { answer, what, reader, crew });
      if (answer.location?.startsWith("/"))
        judge(tally, { answer: await sender.get(answer.location), what: `after ${what}`, reader, crew });
      const after = await settledRows(target, owner);
      tally.check(after === before, `${name} changes the owner's rows for ${reader.name}`);
      before = after;
    }
  }
}

/** Of an action whose form nobody offers for the owner: their ids under every name that forms use. */
const madeUp = (id: string, ids: Crew["ids"]): Record<string, string> => ({
  [`${ID}${id}`]: "",
  ...{ id: ids.requestId, request: ids.requestId, customer: ids.customerId, token: ids.copyToken },
  ...{ purpose: "offers", channel: "email", to: "off", stamp: "x", text: "x", back: "/" },
});
