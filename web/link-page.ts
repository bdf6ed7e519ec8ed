import type { PlainForm } from "@/components/shell/shell";
import type { Ctx } from "@/domain/context";
import { LinkSecret } from "@/domain/links/catalog";

/** Whoever opens a link is nobody there, signed in or not: the link alone says whose it is. */
export const asHolder = (ctx: Ctx): Ctx => ({
  ...ctx,
  actor: { kind: "nobody" },
  subject: null,
  authTime: null,
});

/** The secret as the address has it, or one that nobody holds. */
export function linkSecret(token: string): string {
  const found = LinkSecret.safeParse(token);
  return found.success ? found.data : "-".repeat(43);
}

/** Forms of a link's page go to the link's own address, which takes no actions of pages. */
export const languageForm = (token: string, at: "stop" | "why"): PlainForm => ({
  to: `/stop/${token}`,
  values: { act: "language", at },
});
