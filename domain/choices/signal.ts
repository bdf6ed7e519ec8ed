import { say } from "@/domain/brand";
import { observe } from "../access";
import { type Ctx, subjectIds } from "../context";
import { DomainError } from "../errors";
import { newId } from "../random";
import { planSignal, signalPurposes } from "./signal-rules";
import { type Browser, insertFollowed, readFollowed } from "./signal-store";
import type { SignalView } from "./view";
import { writeChoices } from "./write";

/** What is kept as proof beside each event. */
const EVIDENCE = { method: "gpc", header: "Sec-GPC: 1" };

/** The browser's random secret is hashed with each record of the person, so that no two people share a hash. */
function browserOf(ctx: Ctx, secret: string | null): Browser {
  const { actor, subject, house } = ctx;
  if (actor.kind !== "customer") throw new DomainError("forbidden", { act: "choice.signal" });
  const hashes = secret === null ? [] : subjectIds(subject).map((id) => hashOf(house.keys, { id, secret }));
  return { hashes, sessionId: actor.sessionId };
}

const hashOf = (keys: Ctx["house"]["keys"], { id, secret }: { id: string; secret: string }): Buffer =>
  keys.hash("sessions", `signal/${id}/${secret}`);

/**
 * Follows the signal of the customer's own browser, once per browser and customer: turns off what the brand marks as
 * covered, as one act. What the customer turns on afterwards stays on. For the customer alone, never in a visit.
 * `browser`: the secret of its cookie, or a fresh one. Answers whether this browser is new, so that it is kept.
 * @throws DomainError `forbidden`, `signed_out`.
 */
export async function followSignal(ctx: Ctx, { browser }: { browser: string }): Promise<boolean> {
  const known = browserOf(ctx, browser);
  if (signalPurposes(ctx.house.brand).length === 0) return false;
  if (await observe(ctx, "choice.signal", (tx) => readFollowed(tx, known))) return false;
  const [id, customerId] = [newId(), ctx.subject?.id ?? ""];
  let isNew = false;
  await writeChoices(ctx, {
    act: "choice.signal",
    told: { evidence: EVIDENCE, occurredAt: ctx.now },
    signal: id,
    plan: async (situation, tx) => {
      const browserHash = hashOf(ctx.house.keys, { id: customerId, secret: browser });
      isNew = await insertFollowed(tx, { customerId, id, browserHash, sessionId: known.sessionId });
      return isNew ? planSignal(situation) : [];
    },
  });
  return isNew;
}

/**
 * What the page says where the reader's browser sends the signal; null where the brand has nothing that it covers.
 * Reads only. `browser`: the secret of its cookie, if it has one.
 * @throws DomainError `forbidden` for anybody but the customer.
 */
export async function readSignal(
  ctx: Ctx,
  { browser }: { browser: string | null },
): Promise<SignalView | null> {
  const { brand } = ctx.house;
  const known = browserOf(ctx, browser);
  const purposes = signalPurposes(brand).map(({ name }) => say(name, ctx.locale, brand));
  if (purposes.length === 0) return null;
  return { followedAt: await observe(ctx, "choice.signal", (tx) => readFollowed(tx, known)), purposes };
}
