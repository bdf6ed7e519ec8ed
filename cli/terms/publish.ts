import { isDomainError } from "@/domain/errors";
import type { House } from "@/domain/house";
import { listDeskTerms, publishTerms, termsContext } from "@/domain/terms";
import { type Call, UsageError } from "../command";
import { withHouse } from "../house";
import { brandOf, findingLine, versionOf } from "./folder";

/** Publishes a candidate of the folder; 1, and why, where something stands in its way. */
export async function publish(call: Call, args: string[]): Promise<number> {
  const [document, version, ...more] = args;
  if (!document || !version || more.length > 0) throw new UsageError("Name a document and a version.");
  const brand = await brandOf(call);
  if (!brand) return 1;
  versionOf(brand, [document, version]);
  return withHouse(call, (house) => publishHere(call, house, { document, version }));
}

/** The same, in a house that is open. */
export async function publishHere(
  call: Call,
  house: House,
  named: { document: string; version: string },
): Promise<number> {
  const ctx = await termsContext(house);
  const listed = (await listDeskTerms(ctx)).find(({ document }) => document === named.document);
  const findings = listed?.versions.find(({ version }) => version === named.version)?.findings ?? [];
  try {
    const { changed } = await publishTerms(ctx, named);
    for (const finding of findings) call.say(findingLine(finding));
    call.say(`${named.document} ${named.version} ${changed ? "is published" : "was published before"}.`);
    call.answer({ published: true, changed, findings });
    return 0;
  } catch (error) {
    if (!isDomainError(error, "conflict")) throw error;
    for (const finding of findings) call.say(findingLine(finding));
    call.say(`${named.document} ${named.version} is not published: see the lines above without “warning”.`);
    call.answer({ published: false, changed: false, findings });
    return 1;
  }
}
