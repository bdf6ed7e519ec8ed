import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Attack, Tally } from "./attack";
import { type Crew, crewOf, inVisit } from "./crew";
import { root } from "./started";
import type { Target } from "./target";
import { texting } from "./texts";

/** What must stand in no line: shapes first, then what this very run knows. */
const SHAPES: readonly [what: string, RegExp][] = [
  ["an email address", /[a-z0-9._%+-]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}/i],
  ["a phone number", /\+\d{2}[ \d]{8,}/],
  ["a secret of 256 bits", /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/],
  ["an API key", /frt_[0-9a-z]{8}_/],
  ["a sealed token", /eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*\./],
  ["a database's address", /postgres:\/\/[^\s"]+:[^\s"]+@/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{60}/],
];

/** The log of all attacks together, and everything that was built, name nobody and hold no secret. */
export const attack: Attack = {
  name: "logs",
  threat: "T9 T34 T35",
  last: true,
  async run(target) {
    const tally = new Tally();
    const crew = await crewOf(target);
    await inVisit(target, crew);
    await crew.owner.person.get("/data?whole=1");
    const known = await knownSecrets(target, crew);
    inLog(target, { known, tally });
    inBuild({ known, tally });
    return tally;
  },
};

type Known = [what: string, text: string][];

async function knownSecrets(target: Target, crew: Crew): Promise<Known> {
  const passwords: Record<string, string> = JSON.parse(
    readFileSync(join(target.folder, "postgres/passwords.json"), "utf8"),
  );
  const { owner, other, ids, keys } = crew;
  const people = crew.everybody.flatMap(
    ({ word, phone }): Known => [
      ["a canary", word],
      ["a phone number of somebody's", phone],
    ],
  );
  return [
    ...people,
    ["the installation's secret", readFileSync(join(target.folder, "secret"), "utf8").trim()],
    ...Object.entries(passwords).map(([name, word]): [string, string] => [`the password of ${name}`, word]),
    ...Object.entries(keys).map(([scope, { secret }]): [string, string] => [`the key for ${scope}`, secret]),
    ["the token of texts", texting.TWILIO_AUTH_TOKEN ?? ""],
    ["a stop link", ids.stop.slice(6)],
    ["a why link", ids.why.slice(5)],
    ["a copy link", ids.copyToken],
    ["a customer's id", owner.customerId],
    ["a customer's id", other.customerId],
    ["a session", owner.person.cookies.get("session") ?? ""],
    ["a session of staff", crew.support.desk.cookies.get("staff") ?? ""],
    ["a visit", crew.visiting.desk.cookies.get("visit") ?? ""],
    ["a key of an authenticator", crew.support.totpKey],
  ].filter(([, text]) => text !== "") as Known;
}

interface Around {
  known: Known;
  tally: Tally;
}

function inLog(target: Target, { known, tally }: Around): void {
  // What is printed at the start for people, such as the demo's addresses, is no log.
  const lines = target
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{"));
  target.say(`   ${lines.length} lines of log`);
  tally.check(lines.length > 200, `only ${lines.length} lines of log`);
  for (const line of lines) {
    const found = SHAPES.find(([, shape]) => shape.test(line));
    tally.check(!found, () => `the log holds ${found?.[0]}: ${line.slice(0, 300)}`);
  }
  const whole = lines.join("\n").toLowerCase();
  for (const [what, text] of known) tally.check(!whole.includes(text.toLowerCase()), `the log holds ${what}`);
}

function inBuild({ known, tally }: Around): void {
  const built = join(root, ".next");
  const files = readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/[\\/](cache|node_modules)([\\/]|$)/.test(entry.parentPath))
    .map(({ parentPath, name }) => join(parentPath, name));
  tally.check(files.length > 50, `only ${files.length} built files`);
  const secrets: [string, RegExp][] = SHAPES.filter(([what]) => /key|database/.test(what));
  // All at once: a file of the build has megabytes, and there are hundreds of each.
  const any = new RegExp(known.map(([, word]) => word.replaceAll(/\W/g, "\\$&")).join("|"));
  for (const file of files) {
    const text = readFileSync(file, "latin1");
    const held = any.exec(text)?.[0];
    const found = known.find(([, word]) => word === held);
    tally.check(held === undefined, `${file} holds ${found?.[0]}`);
    const shape = secrets.find(([, one]) => one.test(text));
    tally.check(!shape || isPattern(text, shape[1]), () => `${file} holds ${shape?.[0]}`);
    if (file.includes("/static/"))
      tally.check(!/process\.env\.[A-Z_]*(SECRET|TOKEN|PASSWORD)/.test(text), `${file} names a secret`);
  }
}

/** Source that speaks of such a text without being one: a regular expression, or an example with dots. */
const isPattern = (text: string, shape: RegExp) =>
  [...text.matchAll(new RegExp(shape, "g"))].every(([one]) =>
    /[…\\[\]{}$]|example|role:password|word@/.test(one),
  );
