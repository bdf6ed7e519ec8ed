import { createHash, randomBytes, randomInt } from "node:crypto";
import { CODE_DIGITS } from "./catalog";

/** 256 random bits as text for a cookie or an address. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** A code of eight digits, each of the 100 million as likely. */
export const newCode = (): string => String(randomInt(0, 10 ** CODE_DIGITS)).padStart(CODE_DIGITS, "0");

/** How a secret of 256 bits is stored: it cannot be guessed, so a plain hash is enough. */
export const hashSecret = (secret: string): Buffer => createHash("sha256").update(secret).digest();
