import { expect, it } from "vitest";
import { postedForm } from "./posted-form";

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request("http://localhost/x", { method: "POST", body, headers });

const FORM = "application/x-www-form-urlencoded";
const length = (body: string) => ({ "content-length": String(body.length) });

it("reads a form that a page sends", async () => {
  const form = await postedForm(post("a=1", { "content-type": `${FORM};charset=UTF-8`, ...length("a=1") }));
  expect(form?.get("a")).toBe("1");
});

it.each([
  ["text", "a=1", { "content-type": "text/plain", ...length("a=1") }],
  ["JSON", "{}", { "content-type": "application/json", ...length("{}") }],
  ["a type that only begins alike", "a=1", { "content-type": `${FORM}x`, ...length("a=1") }],
  ["a form without a length", "a=1", { "content-type": FORM }],
  ["a form that is too long", "a=1", { "content-type": FORM, "content-length": "65537" }],
  ["a broken form", "x", { "content-type": "multipart/form-data; boundary=b", ...length("x") }],
])("takes %s for none", async (_, body, headers) => {
  expect(await postedForm(post(body, headers))).toBeNull();
});
