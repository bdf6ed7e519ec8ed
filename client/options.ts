import type { ForthrightError } from "./fault.ts";

export interface ForthrightOptions {
  /** The public address of the installation, such as https://privacy.brand.example */
  url: string;
  /** The key: frt_… */
  key: string;
  /** Longest that one call may take, all its tries together, in milliseconds. 10,000. */
  timeoutMs?: number;
  /** How often a call is tried at most. 3. */
  tries?: number;
  /** How many answers are kept at most. 10,000; 0 keeps none. */
  cacheSize?: number;
  /** Told of each fault that made an answer `unavailable`, so that somebody hears of a key that ended. */
  onFault?: (error: ForthrightError) => void;
}

/** The options, whole and checked. */
export interface Settings {
  base: string;
  key: string;
  timeoutMs: number;
  tries: number;
  cacheSize: number;
  onFault: (error: ForthrightError) => void;
}

/** @throws TypeError that names the option that is not right. */
export function readOptions(options: ForthrightOptions): Settings {
  const { key, onFault = () => undefined } = options;
  if (typeof key !== "string" || !/^[\x21-\x7e]+$/.test(key)) throw new TypeError("key: an API key, frt_…");
  return {
    ...{ base: baseOf(options.url), key, onFault },
    timeoutMs: whole("timeoutMs", options.timeoutMs ?? 10_000, 1),
    tries: whole("tries", options.tries ?? 3, 1),
    cacheSize: whole("cacheSize", options.cacheSize ?? 10_000, 0),
  };
}

function baseOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash)
    throw new TypeError("url: the http or https address of the installation");
  return `${url.href.replace(/\/+$/, "")}/api/v1`;
}

function whole(name: string, value: number, least: number): number {
  if (!Number.isSafeInteger(value) || value < least || value > 2 ** 31 - 1)
    throw new TypeError(`${name}: a whole number from ${least}`);
  return value;
}
