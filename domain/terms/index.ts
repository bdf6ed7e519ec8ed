import type { Ctx } from "../context";
import { DomainError } from "../errors";
import type {
  ChangesForYou,
  DecideResult,
  DecideTermsInput,
  DeskDocument,
  DeskVersionView,
  DifferenceView,
  Standing,
  TermsRecord,
  VersionInput,
} from "./catalog";
import type { Reader } from "./read";

export { publishFirst } from "./first";
export { listTerms, readTerms } from "./read";

/**
 * The difference between two published versions, by clause, in the reader's language where both have it, else in
 * the one that binds. The older is `from`, whichever way round they are asked for.
 * @throws DomainError `not_found`.
 */
export async function readDifference(
  _reader: Reader,
  _asked: { document: string; from: string; to: string },
): Promise<DifferenceView> {
  throw new DomainError("not_found");
}

/**
 * What changed for the subject since the version they last agreed to or were shown; null where nothing did, or where
 * nobody is signed in.
 */
export async function readChangesForYou(
  _ctx: Ctx,
  _asked: { document: string },
): Promise<ChangesForYou | null> {
  return null;
}

/** How the subject stands to each document in force; empty where nobody is signed in. */
export async function listStandings(_ctx: Ctx): Promise<Standing[]> {
  return [];
}

/** The subject's own record about terms, newest first. */
export async function listTermsRecord(_ctx: Ctx): Promise<TermsRecord[]> {
  return [];
}

/** Notes that the signed-in customer was shown the version in force. Once a version; nothing for anybody else. */
export async function noteShown(_ctx: Ctx, _asked: { document: string }): Promise<void> {}

/**
 * What the customer says to the version in force.
 * @throws DomainError `conflict` where another version is in force than the page showed; `not_offered` where the
 * document asks for no agreement; `signed_out`, `forbidden`.
 */
export async function decideTerms(_ctx: Ctx, _input: DecideTermsInput): Promise<DecideResult> {
  throw new DomainError("not_found");
}

/** Every document with its candidates and published versions, and what stands in the way of each. */
export async function listDeskTerms(_ctx: Ctx): Promise<DeskDocument[]> {
  return [];
}

/** One version of the folder beside the version published last. @throws DomainError `not_found`. */
export async function readDeskVersion(_ctx: Ctx, _input: VersionInput): Promise<DeskVersionView> {
  throw new DomainError("not_found");
}

/**
 * Publishes a candidate of the folder: keeps its texts, writes the audit, announces `terms.published`.
 * @throws DomainError `not_found`; `conflict` where something stands in its way (`listDeskTerms` says what).
 */
export async function publishTerms(_ctx: Ctx, _input: VersionInput): Promise<{ changed: boolean }> {
  throw new DomainError("not_found");
}
