import { type Brand, byId, type FindBy } from "@/domain/brand";
import { observe } from "../access";
import type { Ctx } from "../context";
import { customerKeys, type KnownIdentifier, readIdentifiers } from "../customers";
import { normaliseEmail } from "../customers/normalise";
import type { Act } from "../policy";
import { findInSources } from "./find";
import type { FindResult, Proof } from "./found";
import { SourceFailure } from "./sources/failure";

/** Where the subject's data lies, as far as it is known. */
interface Places {
  /** Of sources that decide who their customers are. */
  keys: ReadonlyMap<string, string>;
  identifiers: readonly KnownIdentifier[];
}

/** Read once for a request: a page asks for twenty items at a time. */
const known = new WeakMap<Ctx, Map<Act, Promise<Places>>>();
const searched = new WeakMap<Ctx, Promise<FindResult>>();

function placesOf(ctx: Ctx, act: Act): Promise<Places> {
  const ofCtx = known.get(ctx) ?? new Map<Act, Promise<Places>>();
  known.set(ctx, ofCtx);
  const read =
    ofCtx.get(act) ??
    observe(ctx, act, async (tx) => {
      const keys = new Map((await customerKeys(tx, ctx)).map(({ source, key }) => [source, key]));
      const needsMore = ctx.house.brand.sources.some(({ id }) => !keys.has(id));
      return { keys, identifiers: needsMore ? await readIdentifiers(tx, ctx) : [] };
    });
  ofCtx.set(act, read);
  return read;
}

/**
 * The subject's key in a source. Null: the source does not know them. One that was out of reach when they
 * signed in is asked now, so that its silence is never shown as nothing held.
 * @throws DomainError by policy; SourceFailure when the source cannot say.
 */
export async function keyIn(ctx: Ctx, at: { source: string; act: Act }): Promise<string | null> {
  const places = await placesOf(ctx, at.act);
  const key = keyFrom(ctx.house.brand, at.source, places);
  if (key !== undefined) return key;
  const proof = proofIn(places.identifiers);
  if (proof === null) return null;
  const search = searched.get(ctx) ?? findInSources(ctx.house, proof);
  searched.set(ctx, search);
  const { found, failed, ambiguous } = await search;
  const failure = failed.find(({ source }) => mayHoldKey(ctx.house.brand, { source, of: at.source }));
  if (failure)
    throw new SourceFailure(at.source, { kind: "failed", reason: `${failure.source}: ${failure.reason}` });
  if (ambiguous.length > 0) return null;
  return found.find(({ source }) => source === at.source)?.key ?? null;
}

/** What the person has proved to hold: an email address, else a phone. */
function proofIn(identifiers: readonly KnownIdentifier[]): Proof | null {
  const proved = (kind: string) =>
    identifiers.find((one) => one.kind === kind && isSure(one) && one.verifiedAt)?.value;
  const [email, phone] = [proved("email"), proved("phone")];
  return email !== undefined ? { email } : phone !== undefined ? { phone } : null;
}

const isSure = ({ state }: KnownIdentifier): boolean => state === "ok";

/**
 * The key that is known without asking: the source's own, or the one it takes from another source or from an
 * identifier, as that is now. undefined: none is known.
 * @throws SourceFailure where the address has changed and nobody has proved the new one.
 */
function keyFrom(brand: Brand, source: string, { keys, identifiers }: Places): string | undefined {
  let at = source;
  for (let steps = 0; steps <= brand.sources.length; steps += 1) {
    const find = byId(brand.sources, at)?.find;
    if (find?.kind === "source") at = find.source;
    else if (find?.kind === "identifier") {
      const known = identifiers.find(({ kind }) => kind === find.identifier);
      if (known && !isSure(known))
        throw new SourceFailure(source, { kind: "not_let_in", reason: `the ${known.kind} is not proved` });
      return known?.kind === "email" ? (normaliseEmail(known.value) ?? known.value) : known?.value;
    } else return keys.get(at);
  }
  return undefined;
}

/** Whether a source's key comes from another one, or from that one's own source, and so on; or is its own. */
function mayHoldKey(brand: Brand, { source, of }: { source: string; of: string }): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = of; at !== undefined && !seen.has(at); ) {
    if (at === source) return true;
    seen.add(at);
    const find: FindBy | undefined = byId(brand.sources, at)?.find;
    if (find?.kind === "identifier") return true;
    at = find?.kind === "source" ? find.source : undefined;
  }
  return false;
}
