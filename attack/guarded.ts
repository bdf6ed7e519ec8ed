import { CspEvaluator } from "csp_evaluator";
import { CspParser } from "csp_evaluator/dist/parser.js";
import type { Answer } from "./client";

/** What kind of answer it is: each has headers of its own to say. */
export type Kind = "page" | "bare" | "api" | "document" | "picture" | "plain" | "static";

const POLICY: Readonly<Record<string, string>> = {
  "default-src": "'none'",
  "script-src": "'nonce-N' 'strict-dynamic'",
  "style-src": "'self' 'nonce-N'",
  "img-src": "'self' data:",
  "font-src": "'self'",
  "connect-src": "'self'",
  "form-action": "'self'",
  "base-uri": "'none'",
  "object-src": "'none'",
  "frame-ancestors": "'none'",
};

const FIXED: Readonly<Record<string, string>> = {
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-frame-options": "DENY",
};

const nonceIn = (answer: Answer) =>
  /'nonce-([^']+)'/.exec(answer.headers.get("content-security-policy") ?? "")?.[1] ?? "";

/** Nobody may keep it: `private, no-store`, whatever more the framework says of a page that is not there. */
export const isUnkept = (cacheControl: string | null): boolean => {
  const said = (cacheControl ?? "").split(/\s*,\s*/);
  return said.includes("private") && said.includes("no-store") && !said.includes("public");
};

/** What is wrong with the headers of an answer of that kind. `nonces`: those that were seen already. */
export function expectGuarded(kind: Kind, answer: Answer, nonces: Set<string>): string[] {
  const wrong = [...everywhere(answer), ...(kind === "page" ? page(answer, nonces) : [])];
  const cached = answer.headers.get("cache-control") ?? "nothing";
  // What is the same for everybody may be kept: a file of the build, a document, a picture that is there.
  const isOpen = kind === "static" || ((kind === "document" || kind === "picture") && answer.status === 200);
  if (kind === "static" && cached !== "public, max-age=31536000, immutable")
    wrong.push(`cache-control ${cached}`);
  if (!isOpen && !isUnkept(cached)) wrong.push(`cache-control ${cached}`);
  if (isOpen && !/^(public, max-age=\d+(, immutable)?|private, no-store)$/.test(cached))
    wrong.push(`cache-control ${cached}`);
  const policy = answer.headers.get("content-security-policy") ?? "";
  if (kind !== "static" && !policy.includes("default-src 'none'")) wrong.push(`policy "${policy}"`);
  return wrong;
}

function everywhere({ headers, raw }: Answer): string[] {
  const wrong: string[] = [];
  if (!/^nosniff(, nosniff)?$/.test(headers.get("x-content-type-options") ?? "")) wrong.push("no nosniff");
  for (const name of ["x-powered-by", "server", "access-control-allow-origin", "x-nextjs-cache"])
    if (headers.has(name)) wrong.push(`says ${name}`);
  for (const name of ["content-security-policy", "cache-control", "content-type", "location"])
    if (raw.filter(([said]) => said === name).length > 1) wrong.push(`says ${name} twice`);
  return wrong;
}

function page(answer: Answer, nonces: Set<string>): string[] {
  const wrong: string[] = [];
  const nonce = nonceIn(answer);
  if (!/^[A-Za-z0-9+/]{22}==$/.test(nonce)) wrong.push(`nonce "${nonce}"`);
  if (nonces.has(nonce)) wrong.push("the nonce of another answer");
  nonces.add(nonce);
  const rules = (answer.headers.get("content-security-policy") ?? "")
    .replaceAll(`'nonce-${nonce}'`, "'nonce-N'")
    .split("; ")
    .map((rule) => [rule.split(" ")[0] ?? "", rule.split(" ").slice(1).join(" ")] as const);
  const said = Object.fromEntries(rules);
  if (JSON.stringify(said) !== JSON.stringify(POLICY)) wrong.push(`policy ${JSON.stringify(said)}`);
  for (const [name, value] of Object.entries(FIXED))
    if (answer.headers.get(name) !== value) wrong.push(`${name} ${answer.headers.get(name)}`);
  if (!/camera=\(\), microphone=\(\)/.test(answer.headers.get("permissions-policy") ?? ""))
    wrong.push("no permissions-policy");
  return [...wrong, ...markup(answer, nonce)];
}

/** Every script and style has the nonce, and nothing in the page runs without one. */
function markup({ text, headers }: Answer, nonce: string): string[] {
  if (!/html/.test(headers.get("content-type") ?? "")) return [];
  const tags = text.match(/<(script|style)\b[^>]*>/g) ?? [];
  const bare = tags.filter((tag) => !tag.includes(`nonce="${nonce}"`));
  const rest = text.replace(/(<script[^>]*>)[\s\S]*?<\/script>/g, "$1");
  const inline = rest.match(/<[a-z][^<>]*\s(style|on[a-z]+)="[^<>]*>/g) ?? [];
  const led = rest.match(/(href|src|action)="(javascript:|data:text|http:\/\/(?!localhost))[^<>]*>/g) ?? [];
  return [...bare, ...inline, ...led].map((tag) => `holds ${tag.slice(0, 100)}`);
}

/** Up to here a finding of the public evaluator counts: high, syntax, medium, and both "maybe". */
const COUNTS = 50;
/** "Rather be strict" says no more than that; our policy is. */
const STRICT = 45;

/** Every distinct policy, nonces aside, and what the public evaluator finds in it. */
export function weaknesses(answers: readonly Answer[]): Map<string, string[]> {
  const policies = new Map<string, string>();
  for (const answer of answers) {
    const policy = answer.headers.get("content-security-policy");
    if (policy) policies.set(policy.replaceAll(nonceIn(answer) || "\0", "N"), policy);
  }
  return new Map([...policies].map(([name, policy]) => [name, weaknessesOf(policy)]));
}

const weaknessesOf = (policy: string) =>
  new CspEvaluator(new CspParser(policy).csp)
    .evaluate()
    .filter(({ severity }) => severity <= COUNTS && severity !== STRICT)
    .map(({ severity, directive, description }) => `${severity} ${directive}: ${description}`);

/** One line for each kind and status: how many answers, and what they say. */
export function tellHeaders(
  all: readonly { kind: Kind; answer: Answer }[],
  say: (line: string) => void,
): void {
  const lines = new Map<string, number>();
  for (const { kind, answer } of all) {
    const policy = answer.headers.get("content-security-policy") ?? "no policy";
    const short = policy.replaceAll(nonceIn(answer) || "\0", "N").replace(/; style-src 'self'.*/, "; …");
    const line = `${kind.padEnd(8)} ${answer.status}  ${answer.headers.get("cache-control")}  |  ${short}`;
    lines.set(line, (lines.get(line) ?? 0) + 1);
  }
  for (const [line, count] of [...lines].sort()) say(`   ${String(count).padStart(4)} × ${line}`);
}
