import { type Brand, byId } from "../brand";
import { addressKindOf, cellKind } from "../choices";
import { ImportMistake, type MappedCell } from "./catalog";

/**
 * Which column speaks of which choice, from `purpose:channel=column`, or `purpose=column` for one switch.
 * @throws ImportMistake where the brand has no such choice, or it is not the customer's to make.
 */
export function mappingOf(brand: Brand, map: readonly string[]): MappedCell[] {
  const cells = map.map((entry) => {
    const [, purpose = "", channel = "", column = ""] = /^([^:=]+)(?::([^=]*))?=(.+)$/su.exec(entry) ?? [];
    if (!purpose || !column.trim())
      throw new ImportMistake(
        `“${entry}” is no mapping. Write purpose:channel=column, such as offers:email=Status.`,
      );
    const cell = { purpose: purpose.trim(), channel: channel.trim(), column: column.trim() };
    requireChoice(brand, cell);
    return { ...cell, address: addressKindOf(brand, cell.channel) };
  });
  const names = cells.map(({ purpose, channel }) => `${purpose}:${channel}`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new ImportMistake(`${twice} is mapped twice. One column says each choice.`);
  return cells;
}

function requireChoice(brand: Brand, { purpose, channel }: { purpose: string; channel: string }): void {
  const found = byId(brand.purposes, purpose);
  if (!found) {
    const known = brand.purposes.map(({ id }) => id).join(", ");
    throw new ImportMistake(`The brand has no purpose “${purpose}”. It has: ${known}`);
  }
  const kind = cellKind(found, channel);
  if (kind === "switch" || kind === "objection") return;
  const name = channel === "" ? "without a channel" : `by ${channel}`;
  throw new ImportMistake(
    kind === "locked"
      ? `“${purpose}” ${name} is not the customer's to decide, so there is no choice to bring in.`
      : `“${purpose}” ${name} is not offered. Its channels: ${[...found.channels, ...found.optionalChannels].join(", ") || "none"}.`,
  );
}
