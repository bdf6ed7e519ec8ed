import { parse } from "csv-parse/sync";
import { fromBufferPromise, type ZipFile } from "yauzl";
import { type Attack, Tally } from "./attack";
import { openBrowser, watchPages } from "./browser";
import type { Client } from "./client";
import { demoAgent, enterVisit, proveIt } from "./demo-staff";
import { FORMULAS, scripts } from "./lists/scripts";
import { pageForms } from "./page-forms";
import type { Target } from "./target";

/** A cell that a spreadsheet would work out. A plain number is none, and a quote in front makes it a text. */
const isFormula = (cell: string): boolean =>
  /^[\s\u00a0\ufeff]*[=+\-@＝＋－＠]/u.test(cell) && !/^-?\d+([.,]\d+)?$/.test(cell);

async function filesIn(zip: Buffer): Promise<Map<string, string>> {
  const archive: ZipFile = await fromBufferPromise(zip, { lazyEntries: true });
  const files = new Map<string, string>();
  for await (const entry of archive.eachEntry()) {
    const parts: Buffer[] = [];
    for await (const part of await archive.openReadStreamPromise(entry)) parts.push(Buffer.from(part));
    files.set(entry.fileName, Buffer.concat(parts).toString("utf8"));
  }
  return files;
}

/** Puts a formula or a script into every text that the shop keeps of somebody. */
async function plant(target: Target, number: number): Promise<void> {
  const texts = [
    ...FORMULAS,
    ...FORMULAS,
    ...scripts(target.short ? 9 : 3).map(({ text }) => text.replaceAll("\0", "")),
  ];
  const pick = `($2::text[])[1 + (abs(hashtext(ctid::text || $3)) % cardinality($2::text[]))]`;
  const places = [
    ["retail.person", "person_no = $1", ["company", "heard_about_us"]],
    ["retail.person_address", "person_no = $1", ["line1", "line2", "town"]],
    ["retail.trip_form", "person_no = $1", ["contact_name", "health_note"]],
    [
      "retail.sales_order_line",
      "order_no in (select order_no from retail.sales_order where person_no = $1)",
      ["variant"],
    ],
  ] as const;
  for (const [table, whose, columns] of places)
    for (const column of columns)
      await target.sql(
        `update ${table} set ${column} = ${pick} where ${whose}`,
        [number, texts, column],
        "juniper_shop",
      );
}

/** The copy of everything, as its owner loads it. */
async function copyOf(person: Client): Promise<Map<string, string>> {
  const page = "/requests/copy";
  const prepare = pageForms(page, (await person.get(page)).text).find(
    ({ html }) => !/Sign out|locale/.test(html),
  );
  const { location } = await person.send(page, prepare?.fields ?? {});
  const ready = pageForms(location ?? page, (await person.get(location ?? page)).text).find(
    ({ fields }) => "token" in fields,
  );
  const { body, headers } = await person.send(ready?.to ?? page, ready?.fields ?? {});
  if (headers.get("content-type") !== "application/zip")
    throw new Error(`no copy came: ${location} ${headers.get("content-type")}`);
  return filesIn(body);
}

function tryTable(name: string, text: string, tally: Tally): number {
  const rows: string[][] = parse(text, { bom: true, relax_column_count: true });
  for (const cell of rows.flat())
    tally.check(!isFormula(cell), `${name} has a cell ${JSON.stringify(cell.slice(0, 80))}`);
  return rows.flat().length;
}

/** What staff wrote, searched for and named things comes back in the audit's own files. */
async function tryAudit(target: Target, email: string, tally: Tally): Promise<number> {
  const agent = await demoAgent(target, "support");
  await enterVisit(target, agent, email);
  const admin = await proveIt(target, await demoAgent(target, "admin"), "/desk/integrations");
  const page = "/desk/integrations/keys/new";
  for (const name of FORMULAS.filter((_, n) => n % (target.short ? 8 : 2) === 0)) {
    const form = pageForms(page, (await admin.desk.get(page)).text).find(({ fields }) => "name" in fields);
    await admin.desk.send(page, { ...form?.fields, name });
  }
  const auditor = (await demoAgent(target, "auditor")).desk;
  const form = pageForms("/desk/audit", (await auditor.get("/desk/audit")).text).find(({ to }) =>
    to.includes("export"),
  );
  let cells = 0;
  for (const format of ["csv", "jsonl"]) {
    const { text, headers } = await auditor.send(form?.to ?? "/desk/audit/export", {
      ...form?.fields,
      format,
    });
    const saved =
      /^attachment/.test(headers.get("content-disposition") ?? "") &&
      headers.get("x-content-type-options") === "nosniff";
    tally.check(saved, `the audit as ${format} is no attachment: ${headers.get("content-type")}`);
    if (format === "csv") cells += tryTable("the audit", text, tally);
    else for (const line of text.trim().split("\n")) JSON.parse(line);
  }
  return cells;
}

export const attack: Attack = {
  name: "exports",
  threat: "T25",
  async run(target) {
    const tally = new Tally();
    const [own, visited] = await target.claim(2);
    if (!own || !visited) throw new Error("nobody is left");
    const person = await target.signIn(own.email);
    await target.signIn(visited.email);
    await plant(target, own.number);
    const complain = pageForms(
      "/requests/new/complain",
      (await person.get("/requests/new/complain")).text,
    ).find(({ fields }) => "text" in fields);
    for (const text of FORMULAS.slice(0, 3))
      await person.send("/requests/new/complain", { ...complain?.fields, text });
    const files = await copyOf(person);
    const browser = await openBrowser();
    let cells = 0;
    try {
      const watch = await watchPages(browser, target.guest());
      for (const [name, text] of files) {
        tally.check(!/\.\.|^\/|\\|:/.test(name), `a file is called ${name}`);
        if (name.endsWith(".csv")) cells += tryTable(name, text, tally);
        if (name.endsWith(".json")) JSON.parse(text);
        if (/\.x?html$/.test(name)) await watch.show(text);
      }
      tally.check(watch.findings.length === 0, () => `the copy: ${watch.findings.slice(0, 5).join("; ")}`);
    } finally {
      await browser.close();
    }
    cells += await tryAudit(target, visited.email, tally);
    target.say(`   ${files.size} files: ${[...files.keys()].slice(0, 12).join(" ")}; ${cells} cells`);
    tally.check(cells > 50, `only ${cells} cells`);
    return tally;
  },
};
