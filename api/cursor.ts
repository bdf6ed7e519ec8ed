import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Ctx } from "@/domain/context";
import { Problem } from "./problem";

/** How many of a list are answered at once, and where the list goes on. */
export const ListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("How many at most."),
  cursor: z
    .string()
    .min(1)
    .max(2_000)
    .optional()
    .describe("The next_cursor of the answer before, as it was."),
});

const Position = z.array(z.union([z.string(), z.number(), z.null()]));
/** Where a list goes on: the sort key of the last that was answered. */
export type Position = z.infer<typeof Position>;

const MAC_BYTES = 16;

/** An opaque text that only this list, asked with this key, reads again. */
export function writeCursor(ctx: Ctx, list: string, position: Position): string {
  const body = Buffer.from(JSON.stringify(position));
  return Buffer.concat([sign(ctx, list, body), body]).toString("base64url");
}

/** Where a cursor points; null without one. @throws Problem `bad-cursor` for any other text. */
export function readCursor(ctx: Ctx, list: string, cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  const bytes = Buffer.from(cursor, "base64url");
  const [mac, body] = [bytes.subarray(0, MAC_BYTES), bytes.subarray(MAC_BYTES)];
  if (mac.length < MAC_BYTES || !timingSafeEqual(mac, sign(ctx, list, body))) throw new Problem("bad-cursor");
  return Position.parse(JSON.parse(body.toString("utf8")));
}

function sign({ house, actor }: Ctx, list: string, body: Buffer): Buffer {
  const who = actor.kind === "api_key" ? actor.keyId : actor.kind;
  const about = `cursor\0${list}\0${who}\0${body.toString("base64url")}`;
  return house.keys.hash("tokens", about).subarray(0, MAC_BYTES);
}
