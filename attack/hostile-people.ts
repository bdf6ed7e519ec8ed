import type { Client } from "./client";
import { crawl } from "./crawl";
import type { Watched } from "./hostile";
import { scripts } from "./lists/scripts";
import { pageForms } from "./page-forms";
import { visit } from "./sign-in";

const all = scripts();

/** What a person of the brand's can write, each text in a box of a form of theirs. */
async function write(who: Client, pages: readonly string[], from: number): Promise<number> {
  let written = 0;
  for (const page of pages)
    for (const form of pageForms(page, (await who.get(page)).text)) {
      const boxes = Object.entries(form.fields).filter(([, value]) => value === "Some words of mine");
      if (form.method !== "POST" || boxes.length === 0) continue;
      const texts = boxes.map(([name], n) => [
        name,
        all[(from + written + n) % all.length]?.text.replaceAll("\0", "") ?? "",
      ]);
      await who.send(form.to, { ...form.fields, ...Object.fromEntries(texts) });
      written += boxes.length;
    }
  return written;
}

interface Person {
  name: string;
  who: Client;
  from: string[];
}

/** Customers, everybody at the desk, and somebody who has not signed in, after each wrote what they can. */
export async function people(watched: Watched, short: boolean): Promise<{ all: Person[]; written: number }> {
  const { house, customers } = watched;
  const [own] = customers;
  const person = await watched.signIn(own?.email ?? "");
  const kinds = ["complain", "correct", "object"].map((kind) => `/requests/new/${kind}`);
  let written = await write(person, [...kinds, "/data?whole=1", "/activity", "/requests"], 0);
  const admin = await watched.staff("admin");
  written += await write(admin, ["/desk/integrations/keys/new", "/desk/integrations/webhooks/new"], 50);
  const found: Person[] = [
    {
      name: "nobody",
      who: house.guest(),
      from: ["/sign-in", "/terms", "/protection", "/desk/sign-in", "/stop/x"],
    },
    {
      name: "customer",
      who: person,
      from: ["/", "/data?whole=1", "/choices", "/requests", "/activity", "/account", "/terms"],
    },
    { name: "admin", who: admin, from: ["/desk", "/desk/integrations"] },
  ];
  if (short) return { all: found, written };
  const officer = await watched.staff("privacy_officer");
  written += await write(officer, [...(await crawl(officer, ["/desk/requests"], 6)).pages.keys()], 80);
  const agent = await watched.staff("support");
  await visit(
    house,
    { desk: agent, email: "", name: "Robin support", role: "support", totpKey: "" },
    own?.email ?? "",
  );
  found.push({ name: "officer", who: officer, from: ["/desk", "/desk/requests", "/desk/terms"] });
  found.push({
    name: "visit",
    who: agent,
    from: ["/", "/data?item=phone&ask=item", "/choices", "/choices?off=all", "/requests"],
  });
  found.push({
    name: "auditor",
    who: await watched.staff("auditor"),
    from: ["/desk", "/desk/audit", "/desk/terms"],
  });
  return { all: found, written };
}
