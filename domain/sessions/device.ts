import type { Device } from "./catalog";

/** The first that matches wins: most browsers also name those they descend from. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\/|\bEdgiOS\//, "Edge"],
  [/\bOPR\/|\bOPT\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\bMicroMessenger\//, "WeChat"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bChrome\/|\bCriOS\/|\bChromium\/|\bHeadlessChrome\//, "Chrome"],
  [/\bVersion\/.*\bSafari\//, "Safari"],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMacintosh\b|\bMac OS X\b/, "Mac"],
  [/\bLinux\b/, "Linux"],
];

const nameIn = (table: readonly (readonly [RegExp, string])[], text: string): string | null =>
  table.find(([pattern]) => pattern.test(text))?.[1] ?? null;

/** Coarse words for a device from its user agent: enough to know one's own, too little to follow anyone. */
export function deviceOf(userAgent: string): Device {
  const text = userAgent.slice(0, 1_000);
  return { browser: nameIn(browsers, text), system: nameIn(systems, text) };
}

/** As stored: `Firefox/Windows`, either side empty when it is not known. */
export const packDevice = (device: Device): string => `${device.browser ?? ""}/${device.system ?? ""}`;

export function unpackDevice(packed: string): Device {
  const [browser = "", system = ""] = packed.split("/");
  return { browser: browser || null, system: system || null };
}
