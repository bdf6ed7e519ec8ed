import { isLocked } from "../defaults";
import { suggest } from "../read/nearest";
import type { Spot } from "../read/spot";
import { BASES } from "../schema/purposes-file";
import { type Findings, type Folder, idsOf, textsOf } from "./context";

/** Whether a purpose, as written, is always on. */
export function isLockedSpot(purpose: Spot): boolean {
  const basis = BASES.find((known) => known === purpose.get("basis").text);
  return basis !== undefined && isLocked(basis);
}

function checkOne(folder: Folder, entry: Spot, at: { item: Spot; found: Findings }): void {
  const id = entry.get("purpose").text;
  const known = idsOf(folder, "purpose");
  if (id === undefined || known === undefined) return;
  const mine = textsOf(at.item.get("purposes"));
  if (!mine.includes(id)) {
    const right = suggest(id, mine, "add it there");
    at.found.problems.push(
      entry.get("purpose").wrong(`\`${id}\` is not among the item's \`purposes\` — ${right}`),
    );
    return;
  }
  const purpose = folder.files.purposes?.get(id);
  if (purpose === undefined || !known.includes(id)) return;
  if (isLockedSpot(purpose)) {
    const message = `\`${id}\` is always on, so \`stop\` cannot turn it off — take it out`;
    at.found.problems.push(entry.get("purpose").wrong(message));
  }
  const channel = entry.get("channel");
  const channels = textsOf(purpose.get("channels"));
  if (channel.text === undefined || channels.includes(channel.text)) return;
  const right = suggest(channel.text, channels, "take it out, for all of the purpose");
  at.found.problems.push(channel.wrong(`\`${channel.text}\` is not a channel of \`${id}\` — ${right}`));
}

/** `stop`: purposes of the item that can be turned off, and channels of those. */
export function checkStop(folder: Folder, item: Spot, found: Findings): void {
  for (const entry of item.get("stop").list()) checkOne(folder, entry, { item, found });
}
