import { randomUUID } from "node:crypto";
import { createForthright, type Forthright } from "@/client/index";
import { forthright } from "./command-line";

/** One system of the brand at several servers; it goes on asking while they are away. */
export async function patientSystem(data: string, urls: readonly string[]): Promise<Forthright[]> {
  const words = ["--name", `patient ${randomUUID()}`, "--scopes", "choices:write,uses:write", "--json"];
  const { told } = await forthright(["key", "create", ...words], data);
  const { secret: key } = JSON.parse(told);
  return urls.map((url) => createForthright({ url, key, timeoutMs: 120_000, tries: 1_000 }));
}

/** One write under a key of its own; sent again it is the very same. */
export type Write = (to: Forthright) => Promise<unknown>;

const offers = { purpose: "offers", channel: "email" };
const evidence = { method: "checkout", wording: "Send me offers.", locale: "en" };

/** A yes for somebody new; their id. */
export async function newcomer(to: Forthright, email: string): Promise<string> {
  const yes = { ...offers, state: "granted" as const, occurred_at: new Date().toISOString(), evidence };
  return (await to.tellChoices({ customer: { email }, choices: [yes] })).customer.id;
}

/** A no of one customer, and some uses; each would be there twice if it were done twice. */
export function writesAbout(id: string, uses: number): Write[] {
  const [customer, occurred_at] = [{ id }, new Date().toISOString()];
  const no = { ...offers, state: "withdrawn" as const, occurred_at, evidence };
  const use = { customer, ...offers, items: ["email"], title: "Offers", occurred_at };
  const once = Array.from({ length: uses + 1 }, () => ({ idempotencyKey: randomUUID() }));
  const [first, ...others] = once;
  return [
    (to) => to.tellChoices({ customer, choices: [no] }, first),
    ...others.map(
      (name): Write =>
        (to) =>
          to.recordUses([use], name),
    ),
  ];
}
