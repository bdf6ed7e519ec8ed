import type { Spot } from "../read/spot";
import { type Check, checkId, checkIds, type Findings, type Folder } from "./context";
import { checkDpv } from "./dpv";
import { checkCorrect, checkErase, checkKeep, checkRead } from "./item-acts";
import { checkFields, checkShape } from "./item-fields";
import { itemSpot } from "./item-spot";
import { checkStop } from "./stop";

function checkOrigin(item: Spot, found: Findings): void {
  const origin = item.get("origin").text;
  const words = { received: "received_from", inferred: "worked_out" } as const;
  for (const [kind, key] of Object.entries(words)) {
    if (origin === kind && !item.get(key).exists) {
      found.problems.push(
        item.get("origin").wrong(`\`origin: ${kind}\` needs \`${key}\` — add it, in one sentence`),
      );
    }
    if (origin !== undefined && origin !== kind && item.get(key).exists) {
      found.problems.push(
        item.get(key).wrongKey(`\`${key}\` goes with \`origin: ${kind}\` — write that, or take it out`),
      );
    }
  }
}

function checkPurposesOf(folder: Folder, item: Spot, found: Findings): void {
  const purposes = item.get("purposes");
  const none = item.get("no_purpose");
  const named = purposes.list().length > 0;
  if (named && none.exists) {
    found.problems.push(none.wrongKey("`no_purpose` stands beside `purposes` — keep one of the two"));
  }
  if (!named && !none.exists) {
    const message = `\`${item.key}\` serves no purpose — add \`purposes\`, or say in \`no_purpose\` why it is still here`;
    found.problems.push(item.wrongKey(message));
  }
  checkIds(folder, found, { spot: purposes, noun: "purpose" });
}

function checkItem(folder: Folder, item: Spot, found: Findings): void {
  const spot = itemSpot(folder, item);
  checkId(folder, found, { spot: item.get("category"), noun: "category" });
  checkId(folder, found, { spot: item.get("source"), noun: "source" });
  checkIds(folder, found, { spot: item.get("recipients"), noun: "recipient" });
  checkOrigin(item, found);
  checkPurposesOf(folder, item, found);
  checkShape(spot, found);
  checkFields(spot, found);
  checkRead(spot, found);
  checkKeep(spot, found);
  checkCorrect(spot, found);
  checkErase(spot, found);
  checkStop(folder, item, found);
  checkDpv(item.get("dpv"), found);
}

/** data.yaml: every item and every category. */
export const checkData: Check = (folder, found) => {
  const data = folder.files.data;
  if (data === undefined) return;
  const items = data.get("items").entries();
  for (const item of items) checkItem(folder, item, found);
  const used = new Set(items.map((item) => item.get("category").text));
  for (const category of data.get("categories").entries()) {
    checkIds(folder, found, { spot: category.get("recipients"), noun: "recipient" });
    if (used.has(category.key)) continue;
    found.warnings.push(
      category.wrongKey(`no item stands in the category \`${category.key}\` — take it out`),
    );
  }
};
