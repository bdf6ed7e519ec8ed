import { expect, test } from "vitest";
import { deviceOf, packDevice, unpackDevice } from "./device";

test.each([
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Windows"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    "Edge",
    "Windows",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
    "Safari",
    "iPhone",
  ],
  [
    "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
    "Chrome",
    "Android",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
    "Safari",
    "Mac",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 CriOS/140.0 Mobile Safari/604",
    "Chrome",
    "iPhone",
  ],
  ["curl/8.5.0", null, null],
  ["", null, null],
])("knows %s", (userAgent, browser, system) => {
  const device = deviceOf(userAgent);
  expect(device).toEqual({ browser, system });
  expect(unpackDevice(packDevice(device))).toEqual(device);
});

const signs: [sign: string, browser: string | null, system: string | null][] = [
  ["Edg/", "Edge", null],
  ["EdgA/", "Edge", null],
  ["EdgiOS/", "Edge", null],
  ["OPR/", "Opera", null],
  ["OPT/", "Opera", null],
  ["SamsungBrowser/", "Samsung Internet", null],
  ["Vivaldi/", "Vivaldi", null],
  ["MicroMessenger/", "WeChat", null],
  ["Firefox/", "Firefox", null],
  ["FxiOS/", "Firefox", null],
  ["Chrome/", "Chrome", null],
  ["CriOS/", "Chrome", null],
  ["Chromium/", "Chrome", null],
  ["HeadlessChrome/", "Chrome", null],
  ["Version/18.0 Safari/", "Safari", null],
  ["iPhone", null, "iPhone"],
  ["iPad", null, "iPad"],
  ["Android", null, "Android"],
  ["CrOS", null, "ChromeOS"],
  ["Windows", null, "Windows"],
  ["Macintosh", null, "Mac"],
  ["Mac OS X", null, "Mac"],
  ["Linux", null, "Linux"],
];

test.each(signs)("%s says so as a word of its own, wherever it stands", (sign, browser, system) => {
  for (const text of [sign, `(x; ${sign})`, `Mozilla/5.0 ${sign}140.0`.replace(/(?<!\/)140\.0$/, " 1")])
    expect(deviceOf(text), text).toEqual({ browser, system });
  const none = { browser: null, system: null };
  expect(deviceOf(`x${sign}`)).toEqual(none);
  if (system) expect(deviceOf(`${sign}x`)).toEqual(none);
  else expect(deviceOf(sign.replaceAll("/", " "))).toEqual(none);
});

test.each([
  ["Safari/605", null],
  ["Version/18 xSafari/605", null],
  ["Chrome/1 Edg/1", "Edge"],
  ["Chrome/1 OPR/1", "Opera"],
  ["Chrome/1 SamsungBrowser/1", "Samsung Internet"],
  ["Chrome/1 Vivaldi/1", "Vivaldi"],
  ["Chrome/1 MicroMessenger/1", "WeChat"],
])("%s is %s", (text, browser) => expect(deviceOf(text).browser).toBe(browser));

test("a very long name is read at its beginning only", () => {
  expect(deviceOf(`${" ".repeat(992)}Firefox/`).browser).toBe("Firefox");
  expect(deviceOf(`${" ".repeat(993)}Firefox/`).browser).toBeNull();
});

test.each([
  ["", null, null],
  ["Firefox", "Firefox", null],
  ["/Mac", null, "Mac"],
  ["Edge/", "Edge", null],
])("kept as %j", (packed, browser, system) => expect(unpackDevice(packed)).toEqual({ browser, system }));
