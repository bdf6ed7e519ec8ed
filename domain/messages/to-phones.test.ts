import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { confirmChoice, setChoice } from "../choices";
import { giveAddress } from "../choices/testing";
import type { House } from "../house";
import { openRequest } from "../requests";
import { work } from "../sessions/testing";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { listDemoOutbox, reachable } from "./index";

let made: Awaited<ReturnType<typeof testHouse>>;
let house: House;
beforeAll(async () => {
  const { purposes, ...brand } = tinyBrand();
  const confirmed = purposes.map((one) => (one.id === "offers" ? { ...one, confirm: true } : one));
  made = await testHouse({ brand: { ...brand, purposes: confirmed } });
  house = made.house;
});
afterAll(() => made.close());

const textsTo = async (number: string) => {
  await work(house);
  return (await listDemoOutbox(house)).filter(({ to }) => to === number);
};

let last = 0;
async function withPhoneAlone(at: House = house) {
  last += 1;
  const phone = `+35386200000${last}`;
  const ctx = await testCustomer(at);
  await giveAddress(ctx, { kind: "phone", address: phone });
  return { ctx, phone };
}

test.each<[string, { kind: string; value: string }[], boolean, string | null]>([
  [
    "email first",
    [
      { kind: "phone", value: "+353861" },
      { kind: "email", value: "a@b.example" },
    ],
    true,
    "a@b.example",
  ],
  [
    "else the phone",
    [
      { kind: "post", value: "1 Road" },
      { kind: "phone", value: "+353861" },
    ],
    true,
    "+353861",
  ],
  ["no phone where no text can be sent", [{ kind: "phone", value: "+353861" }], false, null],
  [
    "nothing else",
    [
      { kind: "post", value: "1 Road" },
      { kind: "device", value: "x" },
    ],
    true,
    null,
  ],
])("where messages go: %s", (_name, known, demo, expected) => {
  const at = { settings: { ...house.settings, demo, texts: null } };
  expect(reachable(at, known)?.value ?? null).toBe(expected);
});

describe("whoever has only a phone", () => {
  test("hears by text that a request came in", async () => {
    const { ctx, phone } = await withPhoneAlone();
    await openRequest(ctx, { kind: "object", text: "Please stop." });
    const [text, ...more] = await textsTo(phone);
    expect(more).toEqual([]);
    expect(text).toMatchObject({ way: "text", html: "", subject: "" });
    expect(text?.text).toMatch(
      /^Tiny: we have your request R-\S+\. We answer by .+ at the latest\.\nhttp:\/\/localhost:3000\/requests\//,
    );
  });

  test("confirms a switch for texts by the link in a text", async () => {
    const { ctx, phone } = await withPhoneAlone();
    await setChoice(ctx, { purpose: "offers", channel: "sms", to: "on", seen: 0 });
    const [text] = await textsTo(phone);
    expect(text?.text).toMatch(
      /^Tiny: you switched on offers, Text\. Nothing is sent until you confirm:\nhttp/,
    );
    const token = /\/confirm\/(\S+)$/.exec(text?.text ?? "")?.[1] ?? "";
    expect(
      await confirmChoice({ ...ctx, actor: { kind: "nobody" }, subject: null }, { token }),
    ).toMatchObject({
      changed: true,
    });
  });

  test("is not asked to confirm where no text can be sent: nothing is written", async () => {
    const settings = { ...house.settings, demo: false, texts: null };
    const { ctx, phone } = await withPhoneAlone({ ...house, settings });
    await expect(
      setChoice(ctx, { purpose: "offers", channel: "sms", to: "on", seen: 0 }),
    ).rejects.toMatchObject({
      code: "not_offered",
    });
    expect(await textsTo(phone)).toEqual([]);
  });
});

test("an act that is undone sends no text", async () => {
  const { ctx, phone } = await withPhoneAlone();
  const undone = withSight(house.db, { subjects: [ctx.subject.id] }, async (tx) => {
    const { sendMessage } = await import("./index");
    const params = { reference: "R-1", kind: "copy", url: "http://localhost:3000/requests/1" };
    await sendMessage(tx, ctx, { to: phone, template: "request_answered", locale: "en", params });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await textsTo(phone)).toEqual([]);
});
