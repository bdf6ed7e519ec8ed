import { describe, expect, test } from "vitest";
import { tinyBrand } from "../testing-brand";
import { mailAddress, senderOf } from "./address";
import { type MessageParams, type MessageTemplate, TEXT_TEMPLATES } from "./catalog";
import { renderMessage } from "./render";
import { renderText } from "./render-text";
import { inPlainSigns, segmentsOf } from "./segments";
import { mailWords, textWords } from "./words";

const by = { brand: tinyBrand(), publicUrl: "https://privacy.brand.example" };

const samples: { [K in MessageTemplate]: MessageParams[K] } = {
  step_up: { code: "00000001", minutes: 10 },
  sign_in: { link: "https://privacy.brand.example/sign-in/abc", code: "01234567", minutes: 10 },
  staff_sign_in: { code: "13572468", minutes: 10 },
  staff_factor_changed: { kind: "totp", when: "2026-11-21T23:30:00Z" },
  unknown_address: { address: "a@b.example", url: "https://privacy.brand.example/sign-in" },
  not_let_in: {},
  try_later: { url: "https://privacy.brand.example/sign-in" },
  ambiguous: { source: "Shop", address: "a@b.example" },
  address_changed: { item: "email address", when: "2026-11-21T23:30:00Z" },
  confirm_choice: { purpose: "Offers", channel: "email", link: "https://privacy.brand.example/c/x" },
  confirm_correction: { item: "email address", code: "76543210", minutes: 10 },
  request_opened: {
    kind: "delete",
    reference: "R-7",
    due: "2026-12-21",
    url: "https://privacy.brand.example/requests/7",
  },
  request_opened_officer: {
    kind: "object",
    reference: "R-7",
    due: "2026-12-21",
    url: "https://p.example/desk",
  },
  request_answered: { kind: "correct", reference: "R-7", url: "https://privacy.brand.example/requests/7" },
  request_message: { kind: "limit", reference: "R-7", url: "https://privacy.brand.example/requests/7" },
  request_message_officer: { kind: "complain", reference: "R-7", url: "https://p.example/desk" },
  visit_ended: {
    staff: "Sam",
    ticket: "4711",
    minutes: 7,
    when: "2026-11-21T14:10:00Z",
    url: "https://privacy.brand.example/activity",
  },
  visits_digest: { count: 2, url: "https://privacy.brand.example/activity" },
  visit_link: { kind: "choice", staff: "Sam", ticket: "4711", link: "https://privacy.brand.example/choices" },
  visit_alert: { kind: "hours", staff: "Sam Okafor", ticket: "4711", when: "2026-11-21T23:30:00Z" },
  copy_ready: { url: "https://privacy.brand.example/requests/7", minutes: 15 },
  terms_asked: { name: "Privacy notice", url: "https://privacy.brand.example/terms/privacy" },
  terms_changed: { name: "Privacy notice", url: "https://privacy.brand.example/terms/privacy" },
};

describe("every message in every language", () => {
  const cases = [...mailWords().keys()].flatMap((locale) =>
    Object.keys(samples).map((name) => ({ locale, name })),
  );
  test.each(cases)("$name in $locale", ({ locale, name }) => {
    const template = name as MessageTemplate;
    const { subject, text, html } = renderMessage({ template, params: samples[template], locale }, by);
    expect(subject).not.toMatch(/[{}]|^$|\n/);
    expect(text).not.toMatch(/[{}]|undefined|\bother\b/);
    expect(html).not.toMatch(/undefined|<script|<img|src=/);
    for (const [field, value] of Object.entries(samples[template])) {
      if (field === "kind" || field === "due" || field === "when") continue;
      expect(subject + text, field).toContain(String(value));
    }
  });

  test("all languages have the same parts", () => {
    const parts = [...mailWords().values()].map((mail) =>
      Object.entries(mail).map(([name, own]) => [name, Object.keys(own).sort()]),
    );
    expect(parts.length).toBeGreaterThanOrEqual(4);
    for (const other of parts) expect(other).toEqual(parts[0]);
  });

  test("names of people and things are words, not markup or lines", () => {
    const { subject, html, text } = renderMessage(
      {
        template: "confirm_choice",
        locale: "en",
        params: {
          purpose: '<b>"&\r\nBcc: x@y.example',
          channel: "{evil}",
          link: "https://a.example/?a=1&b='",
        },
      },
      by,
    );
    expect(subject).toBe('Please confirm: <b>"& Bcc: x@y.example, {evil}');
    expect(html).toContain("&lt;b&gt;&quot;&amp;");
    expect(html).toContain('href="https://a.example/?a=1&amp;b=&#39;"');
    expect(html).not.toContain("<b>");
    expect(text).toContain("{evil}");
  });

  test("a moment becomes the day it was where the brand is", () => {
    const said = (params: MessageParams["address_changed"]) =>
      renderMessage({ template: "address_changed", locale: "en", params }, by).text;
    expect(said({ item: "email", when: "2026-06-21T23:30:00Z" })).toContain("June 22, 2026");
    expect(said({ item: "email", when: "2026-11-21" })).toContain("November 21, 2026");
  });

  test("a language we do not have is served in English", () => {
    expect(renderMessage({ template: "not_let_in", params: {}, locale: "pt" }, by).locale).toBe("en");
    expect(renderMessage({ template: "not_let_in", params: {}, locale: "zh-TW" }, by).locale).toBe("zh-Hant");
  });
});

describe("every text in every language", () => {
  const cases = [...textWords().keys()].flatMap((locale) => TEXT_TEMPLATES.map((name) => ({ locale, name })));
  test.each(cases)("$name in $locale", ({ locale, name }) => {
    const { text, subject, html } = renderText({ template: name, params: samples[name], locale }, by);
    expect({ subject, html }).toEqual({ subject: "", html: "" });
    expect(text).not.toMatch(/[{}]|undefined|\bother\b|^$/);
    for (const [field, value] of Object.entries(samples[name])) {
      if (field === "kind" || field === "due" || field === "when") continue;
      expect(text, field).toContain(String(value));
    }
    expect(segmentsOf(text)).toBeLessThanOrEqual("code" in samples[name] ? 2 : 5);
  });

  test("has words for what is sent by text, and for nothing else", () => {
    for (const words of textWords().values())
      expect(Object.keys(words).sort()).toEqual([...TEXT_TEMPLATES].sort());
  });

  test("a code ends with the site it is for, and its link goes along where two parts hold it", () => {
    const link = `https://privacy.brand.example/sign-in/${"x".repeat(43)}`;
    const said = (locale: string, of: typeof by = by) =>
      renderText({ template: "sign_in", locale, params: { link, code: "01234567", minutes: 10 } }, of).text;
    expect(said("en")).toContain(`\n${link}\n\n@privacy.brand.example #01234567`);
    expect(said("zh-Hans")).not.toContain("https");
    const long = {
      ...by,
      brand: tinyBrand({ name: "Ἀνεμώνη’s \u{1F33F} very long name of a brand that goes on and on" }),
    };
    for (const locale of textWords().keys()) {
      expect(segmentsOf(said(locale, long)), locale).toBeLessThanOrEqual(2);
      expect(said(locale, long).split("\n").at(-1), locale).toBe("@privacy.brand.example #01234567");
    }
  });

  test("what somebody is called is one line and cannot end it with a site of theirs", () => {
    const params = {
      staff: "Sam\n\n@evil.example #01234567",
      ticket: "4711",
      kind: "data",
      link: "https://p.example/data",
    };
    const { text } = renderText({ template: "visit_link", locale: "en", params }, by);
    expect(text.split("\n")).toHaveLength(2);
  });
});

test.each([
  ["a".repeat(160), 1],
  ["a".repeat(161), 2],
  ["a".repeat(306), 2],
  ["a".repeat(307), 3],
  [`${"a".repeat(159)}€`, 2],
  ["ä".repeat(160), 1],
  ["验".repeat(70), 1],
  ["验".repeat(71), 2],
  [`${"a".repeat(69)}\u{1F33F}`, 2],
])("a text is sent in parts: %j", (text, parts) => expect(segmentsOf(text)).toBe(parts));

test("typewriter signs only where they make the whole plain", () => {
  expect(inPlainSigns("Zed’s “shop” – 5\u00a0€")).toBe('Zed\'s "shop" - 5 €');
  expect(inPlainSigns("“验证码”")).toBe("“验证码”");
});

describe("addresses that may be written to", () => {
  test.each([
    "ana@example.com",
    "Ana.Maria+x@sub.example.co.uk",
    "o'neil@example.org",
    "用户@例子.中国",
    "a_b-c%d@x.example",
  ])("%s as it is", (address) => expect(mailAddress(` ${address} `)).toBe(address.normalize("NFC")));

  test.each([
    '"e@attacker.com"@victim.com',
    "a@b@c.example",
    "a@b.example,c@d.example",
    "a@b.example;c@d.example",
    "a@b.example\r\nBcc: c@d.example",
    "a@b.example\nRCPT TO:<c@d.example>",
    "Ana <a@b.example>",
    "<a@b.example>",
    "a@b.example>",
    "a(comment)@b.example",
    "a@[127.0.0.1]",
    "a@b.example\0",
    "a@b..example",
    ".a@b.example",
    "a.@b.example",
    "a..b@b.example",
    "a@-b.example",
    "a@b.example.",
    "a@b_\u200b.example",
    "a\u202e@b.example",
    "a @b.example",
    "a@b .example",
    "group:a@b.example;",
    "@b.example",
    "a@",
    "a",
    "",
    "\ud800@b.example",
    `${"a".repeat(65)}@b.example`,
    `a@${"b".repeat(64)}.example`,
  ])("%j never", (address) => expect(mailAddress(address)).toBeNull());
});

test.each([
  ["privacy@brand.example", "Brand", "privacy@brand.example"],
  [" privacy@brand.example ", "Brand", "privacy@brand.example"],
  ["Privacy team <privacy@brand.example>", "Privacy team", "privacy@brand.example"],
  ['"Team, privacy" <privacy@brand.example>', "Team, privacy", "privacy@brand.example"],
  ["<privacy@brand.example>", "Brand", "privacy@brand.example"],
])("MAIL_FROM %j", (mailFrom, name, address) => {
  expect(senderOf(mailFrom, "Brand")).toEqual({ name, address });
});
