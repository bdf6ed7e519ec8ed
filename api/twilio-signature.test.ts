import { expect, test } from "vitest";
import { isSignedByTwilio, twilioSignature } from "./twilio-signature";

/** Published vectors: github.com/TwilioDevEd/api-snippets, security/signature_validation. */
const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
const fields = (to: string): [string, string][] => [
  ...([
    ["To", "+18005551212"],
    ["Digits", "1234"],
    ["CallSid", "CA1234567890ABCDE"],
  ] satisfies [string, string][]),
  ...([
    ["From", to],
    ["Caller", to],
  ] satisfies [string, string][]),
];
const VECTORS = [
  ["+14158675309", "RSOYDt4T1cUTdK1PDd93/VVr8B8="],
  ["+14158675310", "GvWf1cFY/Q7PnoempGyD5oXAezc="],
  ["+12349013030", "0/KCTR6DLpKmkAf8muzZqo1nDgQ="],
] as const;

test.each(VECTORS)("signs as published: %s", (from, signature) => {
  expect(twilioSignature("12345", { url, fields: fields(from) })).toBe(signature);
  expect(isSignedByTwilio("12345", { url, fields: fields(from) }, signature)).toBe(true);
});

const right = { url, fields: fields("+14158675309") };
const signature = VECTORS[0][1];
test.each<[string, string, typeof right, string]>([
  ["another token", "12346", right, signature],
  ["another address", "12345", { ...right, url: url.replace("foo=1", "foo=2") }, signature],
  ["http for https", "12345", { ...right, url: url.replace("https", "http") }, signature],
  ["a field changed", "12345", { ...right, fields: fields("+14158675308") }, signature],
  ["a field more", "12345", { ...right, fields: [...right.fields, ["A", "b"]] }, signature],
  ["a field less", "12345", { ...right, fields: right.fields.slice(1) }, signature],
  ["one letter of it", "12345", right, signature.replace("R", "S")],
  ["cut short", "12345", right, signature.slice(0, -1)],
  ["nothing", "12345", right, ""],
])("refuses %s", (_name, token, form, given) => {
  expect(isSignedByTwilio(token, form, given)).toBe(false);
});

test.each([
  ["https://a.example/x", "https://a.example:443/x"],
  ["https://a.example:443/x", "https://a.example:443/x"],
  ["http://a.example/x?y=1", "http://a.example:80/x?y=1"],
  ["https://a.example:8443/x", "https://a.example/x"],
])("%s may have been signed as %s", (ours, theirs) => {
  const form = { url: ours, fields: fields("+1") };
  expect(isSignedByTwilio("t", form, twilioSignature("t", { ...form, url: theirs }))).toBe(true);
});

test("a field that comes twice is signed by each value once", () => {
  const twice: [string, string][] = [
    ["A", "2"],
    ["A", "1"],
    ["A", "2"],
  ];
  expect(twilioSignature("t", { url, fields: twice })).toBe(
    twilioSignature("t", { url: `${url}A1A2`, fields: [] }),
  );
});
