import { headers } from "next/headers";
import { DomainError } from "@/domain/errors";
import { house } from "@/domain/house";

/**
 * Refuses a form that was not sent from a page of ours. Next itself lets a missing Origin pass.
 * @throws DomainError `forbidden`.
 */
export async function requireOwnOrigin(): Promise<void> {
  const sent = await headers();
  const site = sent.get("sec-fetch-site");
  if (isOwnOrigin(sent.get("origin")) && (site === null || site === "same-origin")) return;
  throw new DomainError("forbidden", { act: "form" });
}

/** Whether `origin` is the public address, or for the demo this machine under its other names. */
export function isOwnOrigin(origin: string | null): boolean {
  const { publicUrl, demo } = house().settings;
  if (origin === publicUrl) return true;
  if (!demo || origin === null || !URL.canParse(origin)) return false;
  const [asked, ours] = [new URL(origin), new URL(publicUrl)];
  return asked.port === ours.port && ["localhost", "127.0.0.1", "[::1]"].includes(asked.hostname);
}
