import type { TermsDocument, TermsVersion } from "@/domain/brand";
import { type Said, say } from "@/domain/brand";
import { observe } from "../access";
import { imagineChoices } from "../choices";
import type { Ctx } from "../context";
import type { ChangesForYou, Standing, VersionInput } from "./catalog";
import { tellChanges } from "./changes";
import { manifestOf } from "./manifest";
import type { ImaginedCustomer, TermsPreview } from "./preview-view";
import { candidateOf } from "./publish";
import { openPublished, type Published, versionLines } from "./published";
import { type Reader, viewOf } from "./read";
import { wantsOf } from "./standing";
import { selectVersions, type VersionRow } from "./store";

interface At {
  /** Of whoever looks at the preview; `reader.locale` is the customer's. */
  locale: string;
  reader: Reader;
  customer: ImaginedCustomer;
  to: Published;
  /** The versions published before it, and it. */
  rows: VersionRow[];
  from: { row: VersionRow; published: Published } | null;
}

const published = (document: TermsDocument, version: TermsVersion, at: Date): Published => ({
  ...{ document, version, hash: manifestOf(document, version).hash, publishedAt: at },
});

/** Purposes and items that either version has a line about, by their names for whoever looks. */
function named(at: At, kind: "purposes" | "items"): { id: string; name: Said }[] {
  const { brand } = at.reader.house;
  const versions = [at.to, ...(at.from ? [at.from.published] : [])].map(({ version }) => version);
  const points = versions.flatMap(({ summaries }) => summaries.flatMap((summary) => summary.points));
  const ids = new Set(points.flatMap((point) => point[kind]));
  return brand[kind]
    .filter(({ id }) => ids.has(id))
    .map(({ id, name }) => ({ id, name: say(name, at.locale, brand) }));
}

function standingOf(at: At, purposes: ReadonlySet<string>): Standing {
  const { reader, customer, to, rows, from } = at;
  const { agreement, id, name } = to.document;
  const [now] = versionLines(rows, to.version.version);
  if (now === undefined) throw new Error("a preview without its version");
  const asks = agreement === "required";
  const day = from && new Date(`${from.row.version}T12:00:00Z`);
  const changes: ChangesForYou | null =
    from && day && from.row.hash !== to.hash
      ? tellChanges(reader, {
          ...{ purposes, holding: { held: new Set(customer.held), unsure: [] }, from: from.published, to },
          baseline: { row: from.row, since: { what: asks ? "agreed" : "shown", at: day } },
        })
      : null;
  const said = asks && from && day ? { version: from.row.version, at: day } : null;
  const events = said ? [{ act: "agree", version: said.version, sessionId: null }] : [];
  return {
    ...{ document: id, name: say(name, reader.locale, reader.house.brand), agreement, now, agreed: said },
    decided: said && { decision: "agree", ...said },
    changes,
    wants: wantsOf({ agreement, version: to.version.version, events, changes, session: null }),
  };
}

async function gather(ctx: Ctx, input: VersionInput, customer: ImaginedCustomer): Promise<At> {
  const all = await observe(ctx, "terms.desk", selectVersions);
  const { document, version } = candidateOf(ctx, input);
  const to = published(document, version, ctx.now);
  const earlier = all.filter((row) => row.document === document.id && row.version < version.version);
  const row =
    customer.since === null ? earlier.at(-1) : earlier.find((one) => one.version === customer.since);
  const own = { document: document.id, version: version.version, hash: to.hash, publishedAt: ctx.now };
  return {
    ...{
      locale: ctx.locale,
      reader: { house: ctx.house, locale: customer.locale, now: ctx.now },
      customer,
      to,
    },
    rows: [...earlier, own],
    from: row ? { row, published: await openPublished(ctx.house, row) } : null,
  };
}

/**
 * One version of the folder as a customer would read it, with what changed for them. No real person is looked at and
 * nothing is written.
 * @throws DomainError `not_found` also where the binding text or its summary is missing; `signed_out`, `forbidden`.
 */
export async function previewTerms(
  ctx: Ctx,
  input: VersionInput,
  customer: ImaginedCustomer,
): Promise<TermsPreview> {
  const at = await gather(ctx, input, customer);
  const { reader, to, rows } = at;
  const { brand } = ctx.house;
  const fresh = brand.purposes.filter(({ basis }) => basis === "legitimate_interest").map(({ id }) => id);
  const imagined = imagineChoices(
    { brand, locale: reader.locale, now: ctx.now },
    new Set(customer.on ?? fresh),
  );
  const always = imagineChoices({ brand, locale: reader.locale, now: ctx.now }, new Set()).on;
  const standing = standingOf(at, imagined.on);
  const view = viewOf(reader, to);
  return {
    name: say(to.document.name, ctx.locale, brand),
    view: { ...view, hash: to.hash, standing: "in_force", versions: versionLines(rows, to.version.version) },
    ...{ standing, choices: imagined.view },
    purposes: named(at, "purposes").map((one) => ({
      ...one,
      on: imagined.on.has(one.id),
      fixed: always.has(one.id),
    })),
    items: named(at, "items").map((one) => ({ ...one, on: customer.held.includes(one.id), fixed: false })),
    earlier: rows
      .map(({ version }) => version)
      .slice(0, -1)
      .reverse(),
    since: at.from?.row.version ?? null,
  };
}
