import { describe, expect, it } from "vitest";
import { findAll } from "./index";
import { valuesIn } from "./messages";

const found = (files: Record<string, string>) => findAll(new Map(Object.entries(files)));

const english =
  '{ "a": { "b": "Hello {who}", "n": "{count, plural, one {# box} other {# boxes of {what}}}" } }';

/** Each rule: a file that breaks it, and the same file mended. */
const TRY = '{ "a": "Try {item} again", "b": "PostgreSQL", "c": "{who} – {brand}" }';

const plants: [
  rule: string,
  broken: Record<string, string>,
  expected: RegExp,
  mended: Record<string, string>,
][] = [
  [
    "processEnv",
    { "domain/x.ts": "const a = 1;\nexport const b = process.env.PORT;" },
    /^domain\/x\.ts:2 processEnv: process\.env is read here/,
    { "server/env.ts": "export const b = process.env.PORT;", "next.config.js": "process.env.PORT" },
  ],
  [
    "processEnv",
    { "web/x.ts": 'export const b = process["env"].PORT;' },
    /^web\/x\.ts:1 processEnv/,
    { "web/x.ts": 'export const b = process.env.NODE_ENV === "development";' },
  ],
  [
    "processEnv",
    { "web/x.ts": "const { env } = process;" },
    /^web\/x\.ts:1 processEnv/,
    { "web/x.ts": "const { environment } = place;" },
  ],
  [
    "formActions",
    { "app/x/actions.ts": '"use server";\nexport async function setChoice() {}' },
    /^app\/x\/actions\.ts:2 formActions: actions\.ts exports something else/,
    { "app/x/actions.ts": '"use server";\nexport const setChoiceAction = formAction(Input, setChoice);' },
  ],
  [
    "formActions",
    { "app/x/actions.ts": '"use server";\nexport const a = formAction(I, v), b = other(I, v);' },
    /^app\/x\/actions\.ts:2 formActions/,
    { "app/x/actions.ts": '"use server";\nexport type A = string;' },
  ],
  [
    "formActions",
    { "app/x/actions.ts": "export const a = formAction(I, v);" },
    /does not begin with “use server”/,
    { "app/x/reactions.ts": "export const a = 1;" },
  ],
  [
    "useClient",
    { "components/x.tsx": '"use client";\nimport { useState } from "react";' },
    /^components\/x\.tsx:2 useClient: the second line does not say why/,
    {
      "components/x.tsx":
        '"use client";\n// Sends the form without leaving the page.\nimport { useState } from "react";',
    },
  ],
  [
    "useClient",
    { "components/x.tsx": '// A switch.\n"use client";' },
    /^components\/x\.tsx:2 useClient: “use client” stands below/,
    { "components/x.tsx": "// A switch that needs no script." },
  ],
  ...["^1.2.3", "~1.2.3", "1.2.x", "*", "latest", ">=1.0.0", "https://example.com/x.tgz", "github:a/b"].map(
    (version): (typeof plants)[number] => [
      "exactVersions",
      { "package.json": `{ "dependencies": {\n "x": "${version}" } }` },
      /^package\.json:2 exactVersions: x is /,
      {
        "package.json":
          '{ "devDependencies": { "x": "1.2.3", "y": "18.4.0-beta.17", "z": "npm:@a/z@2.0.0" } }',
      },
    ],
  ),
  [
    "messages: a text is missing",
    { "messages/en.json": english, "messages/de.json": '{ "a": { "b": "Hallo {who}" } }' },
    /^messages\/de\.json:1 messages: a\.n is missing/,
    { "messages/en.json": english, "messages/de.json": english.replace("Hello", "Hallo") },
  ],
  [
    "messages: a text too many",
    { "messages/en.json": '{ "a": "A" }', "messages/de.json": '{ "a": "A",\n "c": "C" }' },
    /^messages\/de\.json:2 messages: c is not in messages\/en\.json/,
    { "messages/en.json": '{ "a": "A" }', "messages/de.json": '{ "a": "A" }' },
  ],
  [
    "messages: a value is lost",
    { "messages/en.json": '{ "a": "Hi {who}" }', "messages/de.json": '{ "a": "Hallo {wer}" }' },
    /a has the values \{wer\} — English has \{who\}/,
    { "messages/en.json": '{ "a": "Hi {who}" }', "messages/de.json": '{ "a": "{who}, hallo" }' },
  ],
  [
    "messages: an empty text",
    { "messages/en.json": '{ "a": "A" }', "messages/de.json": '{ "a": " " }' },
    /messages: a is empty/,
    { "messages/en.json": '{ "a": "A" }', "messages/de.json": '{ "a": "B" }' },
  ],
  [
    "messages: English left in Chinese",
    { "messages/en.json": TRY, "messages/zh-Hant.json": TRY },
    /^messages\/zh-Hant\.json:1 messages: a is not in Chinese/,
    { "messages/en.json": TRY, "messages/zh-Hant.json": TRY.replace("Try {item} again", "再試一次：{item}") },
  ],
];

describe("a planted violation is found, and its mended form is not", () => {
  it.each(plants)("%s %#", (_rule, broken, expected, mended) => {
    expect(found(broken).filter((line) => expected.test(line))).toHaveLength(1);
    expect(found(mended)).toEqual([]);
  });
});

describe("the values of a message", () => {
  it.each([
    ["{count, plural, one {# box} other {# boxes}}", "{count}"],
    ["{count, plural, =0 {none} one {box} other {{count} boxes of {what}}}", "{count} {what}"],
    ["{kind, select, email {mail} other {letter}} to {who}", "{kind} {who}"],
    ["Read <b>this</b>, {who}", "<b> {who}"],
    ["nothing", ""],
  ])("%s", (said, values) => {
    expect(valuesIn(said)).toBe(values);
  });
});
