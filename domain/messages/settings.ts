import type { Brand } from "../brand";
import type { TextSettings } from "../house";

/** What the environment says of texts, checked before: all three of a kind, or none. */
interface TextEnv {
  TWILIO_ACCOUNT_SID?: string | undefined;
  TWILIO_AUTH_TOKEN?: string | undefined;
  SMS_FROM?: string | undefined;
  SMS_API_URL?: string | undefined;
}

const names = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "SMS_FROM"] as const;

/** How texts go out, or null where none do. */
export function textSettings(env: TextEnv): TextSettings | null {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, SMS_FROM: from } = env;
  const apiUrl = env.SMS_API_URL ?? "https://api.twilio.com";
  return accountSid && authToken && from ? { accountSid, authToken, from, apiUrl } : null;
}

/** What is missing for a brand that has a channel by phone, as a sentence; none where nothing is. */
export function textsMissing(env: TextEnv, brand: Pick<Brand, "channels">): string[] {
  const missing = names.filter((name) => !env[name]);
  if (missing.length === 0 || !brand.channels.some(({ address }) => address === "phone")) return [];
  const are = missing.length > 1 ? "are" : "is";
  return [`${missing.join(", ")} ${are} not set: no text goes out, so nobody can sign in by phone.`];
}
