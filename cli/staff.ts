import { parseArgs } from "node:util";
import { isDomainError } from "@/domain/errors";
import type { House } from "@/domain/house";
import { type Added, addStaff, disableStaff, listStaff } from "@/domain/staff";
import { AddStaffInput, ROLES, type StaffRow } from "@/domain/staff/catalog";
import { type Call, type Command, UsageError } from "./command";
import { withHouse } from "./house";

const USAGE = `forthright staff add EMAIL --role ${ROLES.join("|")} [--name NAME]
       forthright staff disable EMAIL
       forthright staff list [--brand FOLDER] [--json]`;

async function run(call: Call): Promise<number> {
  const [what, ...more] = call.args;
  if (what === "add") return add(call, more);
  if (what === "disable") return disable(call, more);
  if (what === "list" && more.length === 0) return withHouse(call, (house) => list(call, house));
  throw new UsageError("Say what to do: add EMAIL --role ROLE, disable EMAIL, or list.");
}

async function add(call: Call, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { role: { type: "string" }, name: { type: "string" } },
  });
  const email = oneAddress(positionals);
  const role = ROLES.find((one) => one === values.role);
  if (!role) throw new UsageError(`Say what for: --role ${ROLES.join(" | ")}.`);
  const parsed = AddStaffInput.safeParse({ email, role, ...(values.name ? { name: values.name } : {}) });
  if (!parsed.success) throw new UsageError("A name has 1 to 80 letters, an address at most 254.");
  return withHouse(call, (house) =>
    orWhy(async () => {
      const { outcome } = await addStaff(house, parsed.data);
      call.say(SAID[outcome](email, role));
      call.answer({ email, role, outcome });
    }),
  );
}

const SAID: Readonly<Record<Added, (email: string, role: string) => string>> = {
  added: (email, role) => `${email} may sign in at /desk as ${role}, and sets up a second step there.`,
  enabled: (email, role) => `${email} may sign in again as ${role}, and sets up the second step anew.`,
  changed: (email, role) => `${email} is ${role} now. Sign-ins from before are over.`,
  unchanged: (email, role) => `${email} was ${role} already.`,
};

async function disable(call: Call, args: readonly string[]): Promise<number> {
  const email = oneAddress(args);
  return withHouse(call, (house) =>
    orWhy(async () => {
      const { disabled } = await disableStaff(house, { email });
      call.say(disabled ? `${email} is shut out, at once and everywhere.` : `${email} was disabled already.`);
      call.answer({ email, disabled });
    }),
  );
}

function oneAddress(words: readonly string[]): string {
  const [email, ...more] = words;
  if (email === undefined || more.length > 0) throw new UsageError("Name one email address.");
  return email;
}

/** Says why not on standard error. @returns the exit code. */
async function orWhy(work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const domains = error.params.domains;
    process.stderr.write(`${WHY[error.code] ?? error.code}${domains ? ` Known: ${domains}.` : ""}\n`);
    return 1;
  }
}

const WHY: Readonly<Record<string, string>> = {
  invalid: "That is no email address.",
  not_found: "Nobody at the desk has this address. See: forthright staff list",
  not_offered: "The brand folder does not name that domain. Add it to desk.email_domains in brand.yaml.",
  conflict: "This person comes by the brand's own sign-in. That is where their role is set.",
};

async function list(call: Call, house: House): Promise<number> {
  const all = await listStaff(house);
  for (const one of all) call.say(lineOf(one));
  call.say(
    all.length === 0 ? "Nobody works at the desk yet. See: forthright staff add" : `${all.length} in all.`,
  );
  call.answer(all);
  return 0;
}

function lineOf(one: StaffRow): string {
  const standing = one.disabledAt
    ? `disabled ${one.disabledAt.toISOString()}`
    : one.byOpenId
      ? "by the brand's own sign-in"
      : one.secondFactor
        ? "by code and second step"
        : "second step not set up yet";
  return plain(`${one.role.padEnd(15)}  ${one.email}  ${one.name}  ${standing}`);
}

/** A name comes from elsewhere and must not steer the terminal. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");

export const command: Command = { usage: USAGE, run };
