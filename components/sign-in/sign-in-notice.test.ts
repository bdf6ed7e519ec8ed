import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { wordsFor } from "@/web/i18n";
import { StaffNotice } from "../staff/staff-notice";
import { SignInNotice } from "./sign-in-notice";

const words = wordsFor({ locale: "en", timeZone: "UTC", now: new Date("2026-06-01T12:00:00Z") });
const page = { words, stamp: "", path: "/sign-in" };
const OTHER_TABS = "Other tabs may still show what you had open. Close them.";

it.each([
  ["whoever was signed out", { bye: "1" }, undefined, [OTHER_TABS]],
  [
    "whoever was signed out of a brand with accounts of its own",
    { bye: "1" },
    "Pine Books",
    [OTHER_TABS, "If you came with your Pine Books account, you may still be signed in there."],
  ],
  ["whoever comes", {}, "Pine Books", []],
])("tells %s what may still be open, and no more", (_who, query, account, told) => {
  const html = renderToStaticMarkup(createElement(SignInNotice, { page, query, account }));
  expect([...html.matchAll(/<p>(.*?)<\/p>/gu)].map(([, text]) => text)).toEqual(told);
});

it.each([
  ["a customer", SignInNotice, "/requests"],
  ["staff", StaffNotice, "/desk/requests"],
])("%s who was signed out over a form is told that it was not saved, and only then", (_who, Told, next) => {
  const drawn = (query: Record<string, string>) => renderToStaticMarkup(createElement(Told, { page, query }));
  const unsaved = "You were signed out, so what you just sent was not saved.";
  expect(drawn({ next, unsent: "1" })).toContain(unsaved);
  expect(drawn({ next })).not.toContain(unsaved);
});
