import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { guardAddress, type Resolve } from "../outgoing";

/** The only port that is sent to, unless ALLOW_PRIVATE_HOSTS names another. */
export const PORT = "443";

/**
 * An address that may be sent to, as far as can be known now.
 * @throws DomainError `invalid` with `pointer` where it is not https, not on that port or not public.
 */
export async function checkUrl(ctx: Ctx, text: string, resolve: Resolve | undefined): Promise<URL> {
  const wrong = (detail: string) => new DomainError("invalid", { pointer: "/url", detail });
  if (!URL.canParse(text)) throw wrong("an address like https://mail.example.com/hooks");
  const url = new URL(text);
  url.hash = "";
  try {
    await guardAddress(url, { allowed: ctx.house.settings.allowPrivateHosts, onlyPort: PORT, resolve });
  } catch (error) {
    // A name that nobody knows yet has a code of the resolver's; what is sent there is checked each time.
    if (!(error instanceof Error) || "code" in error) return url;
    throw wrong(error.message);
  }
  return url;
}
