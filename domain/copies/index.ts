import type { Readable } from "node:stream";
import { spendCopyLink } from "@/domain/requests";
import type { CopyLinkInput } from "@/domain/requests/catalog";
import type { Ctx } from "../context";
import type { CopyWords } from "./catalog";
import { copyArchive } from "./files";
import { gatherCopy } from "./gather";

export { csvLine } from "./csv";

/**
 * Uses up the link of a copy and makes the copy while it is read: a ZIP with a page, the same as data and a
 * table per list, from the live sources. A link is used up even when the download breaks off.
 * @throws DomainError `not_found`, for another person's link too; `gone` when it was used; `expired`.
 */
export async function downloadCopy(
  ctx: Ctx,
  input: CopyLinkInput,
  words: CopyWords,
): Promise<{ fileName: string; stream: Readable }> {
  const { fileName } = await spendCopyLink(ctx, input);
  return { fileName, stream: copyArchive(await gatherCopy(ctx), words) };
}
