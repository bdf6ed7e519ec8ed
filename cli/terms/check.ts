import { parseArgs } from "node:util";
import { findingsOf } from "@/domain/terms";
import type { Call } from "../command";
import { UsageError } from "../command";
import { brandOf, counted, findingLine } from "./folder";

/** Names every line whose clause has changed since somebody read both; 1 where one stands in the way. */
export async function check(call: Call, args: string[]): Promise<number> {
  const options = { locale: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  if (positionals.length > 0) throw new UsageError("check takes no words.");
  const brand = await brandOf(call);
  if (!brand) return 1;
  const findings = brand.terms
    .flatMap((document) => document.versions.flatMap((version) => findingsOf(brand, document, version)))
    .filter(({ locale }) => values.locale === undefined || locale === values.locale);
  for (const finding of findings) call.say(findingLine(finding));
  const stops = findings.filter((finding) => finding.stops).length;
  const warnings = counted(findings.length - stops, "warning");
  call.say(
    stops === 0
      ? `Nothing stands in the way, ${warnings}.`
      : `${counted(stops, "line")} to look at, ${warnings}.`,
  );
  call.answer({ ok: stops === 0, findings });
  return stops === 0 ? 0 : 1;
}
