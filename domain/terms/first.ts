import { type Database, withSightNow } from "@/db/client";
import { audit, NOBODY } from "@/db/schema/audit";
import { type Brand, dayIn } from "../brand";
import { newId } from "../random";
import { manifestOf, textsOfVersion } from "./manifest";
import { insertVersion, keepTexts, selectVersions } from "./store";

/**
 * Publishes the versions in force of documents that this database has never seen, oldest first, so that a new
 * installation shows its texts. Runs at each start; later versions wait until somebody publishes them.
 */
export async function publishFirst(db: Database, brand: Brand): Promise<void> {
  await withSightNow(db, {}, async (tx, now) => {
    const today = dayIn(now, brand.timeZone);
    const seen = new Set((await selectVersions(tx)).map(({ document }) => document));
    for (const document of brand.terms.filter(({ id }) => !seen.has(id)))
      for (const version of document.versions.filter((one) => one.version <= today)) {
        await keepTexts(tx, textsOfVersion(document, version));
        const { hash } = manifestOf(document, version);
        const named = { document: document.id, version: version.version, hash };
        if (!(await insertVersion(tx, named))) continue;
        const who = { actorKind: "system", actorId: "first start", requestId: "first start" };
        const line = { customerId: NOBODY, id: newId(), act: "terms.publish", detail: named };
        await tx.insert(audit).values({ ...line, ...who });
      }
  });
}
