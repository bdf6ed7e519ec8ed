import { type Act, policy, type Who } from "../policy";
import { sentences } from "./sentences";

/** The columns of the table, in the order in which a reader meets them. */
const COLUMNS: Readonly<Record<Who, string>> = {
  nobody: "nobody",
  customer: "customer",
  confirm: "confirm link",
  stop: "stop link",
  undo: "undo link",
  visit: "in a visit",
  support: "support",
  privacy_officer: "privacy officer",
  admin: "admin",
  auditor: "auditor",
  api_key: "API key",
  system: "system",
  text: "text",
};

const INTRO = `# Who may do what

This page is printed from [\`domain/policy.ts\`](../domain/policy.ts) by \`npm run permissions\`; a test fails when it is
not. What has no ● is refused: by the domain's two doors, and again by the database where it concerns a person's data.

| column | who that is |
|---|---|
| nobody | whoever has shown no session, link or key |
| customer | somebody signed in, for their own data and that of their linked records |
| confirm link | whoever opens the link of a message that asks to confirm one choice |
| stop link | whoever holds a stop or why link of a message, for the one person it was made for |
| undo link | whoever has just stopped something on the stop page: ten minutes, once, exactly that |
| in a visit | support inside of an open visit, for its customer alone |
| support, privacy officer, admin, auditor | staff at the desk outside of a visit; the command line's \`request\` counts as privacy officer |
| API key | one of the brand's systems; each call needs the key's scope as well |
| text | a text that came in, signed by its carrier: for whoever has the number that wrote it, and only to lower |
| system | the app's own jobs, and the command line's \`staff\` and \`key\` |
`;

const NOTES = `
## What the table leaves to others
- **Whose data.** A customer acts for themselves, a visit for its customer. Both is asked at each act.
- **How far.** A link and a visit only lower. A key raises only with evidence, and never over a newer no. The ledger's
  trigger refuses anything else, also when the app's own role asks for it in SQL.
- **Across customers.** What the desk reads of many customers at once is opened by the database itself, for an open
  session of the right role and nothing else ([decision 8](decisions/0008-reading-across-customers.md)).
`;

/** The page that the docs hold, made from the policy. */
export function permissionsPage(): string {
  const nouns = Map.groupBy(Object.keys(policy).sort() as Act[], (act) => act.split(".")[0] ?? "");
  const tables = [...nouns].map(([noun, acts]) => `\n## ${noun}\n${tableOf(acts)}`);
  return `${INTRO}${tables.join("")}${NOTES}`;
}

/** Only the columns in which one of these acts has a mark, so that a table fits its page. */
function tableOf(acts: readonly Act[]): string {
  const columns = (Object.keys(COLUMNS) as Who[]).filter((who) => acts.some((act) => isAllowed(act, who)));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  const head = line(["act", "what it is", ...columns.map((who) => COLUMNS[who])]);
  const rule = `|---|---|${columns.map(() => ":-:|").join("")}\n`;
  const rows = acts.map((act) =>
    line([`\`${act}\``, sentences[act], ...columns.map((who) => (isAllowed(act, who) ? "●" : ""))]),
  );
  return head + rule + rows.join("");
}

function isAllowed(act: Act, who: Who): boolean {
  const allowed: readonly Who[] = policy[act];
  return allowed.includes(who);
}
