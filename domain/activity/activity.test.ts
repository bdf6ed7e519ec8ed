import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { audit } from "@/db/schema";
import { changed, mutate, observe } from "../access";
import { setChoice, undoAct } from "../choices";
import { type Person, testPerson } from "../choices/testing";
import type { Ctx } from "../context";
import { isDomainError } from "../errors";
import type { House } from "../house";
import type { Act } from "../policy";
import { newId } from "../random";
import { openRequest } from "../requests";
import { testHouse } from "../testing";
import { recordUses } from "../uses";
import { listActivity, readAllActivity } from ".";
import { ACTIVITY_KINDS, type ActivityEntry, ListActivityInput } from "./catalog";

let house: House;
let close: () => Promise<void>;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  ({ house, close } = await testHouse());
  [ana, ben] = [await testPerson(house), await testPerson(house)];
});
afterAll(() => close());

const system = (ctx: Ctx): Ctx => ({ ...ctx, actor: { kind: "system", job: "sign_in" } });
const note = (ctx: Ctx, act: Act, detail: Record<string, string | string[]>) =>
  mutate(ctx, act, async () => changed(null, detail));
/** A moment that no calendar of the database knows. */
const FAR = Buffer.from("999999999999999 00000000-0000-7000-8000-000000000000").toString("base64url");
const list = (ctx: Ctx, input: { kind?: string; cursor?: string } = {}) =>
  listActivity(ctx, ListActivityInput.parse(input));

function told(entry: ActivityEntry): string {
  switch (entry.kind) {
    case "choice":
      return entry.lines
        .map((line) => `${entry.by} ${line.change} ${line.purpose.text}/${line.channel?.text}`)
        .join();
    case "use":
      return `${entry.by} ${entry.title} ${entry.channel?.text} ${entry.items.map((item) => item.text)}`;
    case "sign_in":
      return `${entry.by} ${entry.event} ${entry.method} ${entry.device?.browser}/${entry.device?.system}`;
    case "visit":
      return `${entry.by} ${entry.visit.staff.name} ${entry.visit.ticket}`;
    case "text":
      return `${entry.by} ${entry.event} texts`;
    case "terms":
      return `${entry.by} ${entry.event} ${entry.name.text} ${entry.version}`;
    default:
      return `${entry.by} ${entry.event} ${entry.item?.text}`;
  }
}

describe("Activity", () => {
  it("is one history of everything, newest first, each named as the reader reads it", async () => {
    await note(system(ana), "session.start", { method: "code", device: "Firefox/Linux" });
    const on = await setChoice(ana, { purpose: "offers", channel: "email", to: "on" });
    await undoAct(ana, { act: on.act ?? "" });
    await note(ana, "held_data.correct", { item: "old_item" });
    await note(ana, "held_data.stop_using", { item: "old_item", event: "not_me" });
    await openRequest(ana, { kind: "limit" });
    await note(system(ana), "customer.refresh", { kinds: ["email"] });
    await note(ana, "session.end", { event: "other_sessions_ended" });
    const { entries, next } = await list({ ...ana, locale: "de" });
    expect(entries.map(told)).toEqual([
      "you other_sessions_ended null undefined/undefined",
      "brand address_changed null undefined/undefined",
      "you opened undefined",
      "you not_me old_item",
      "you corrected old_item",
      "you changed offers (de)/E-Mail",
      "you turned_on offers (de)/E-Mail",
      "you signed_in code Firefox/Linux",
    ]);
    expect(entries[5]).toMatchObject({ undone: true, via: "page" });
    expect(next).toBeNull();
  });

  it("keeps apart what the filters name, and together they are all of it", async () => {
    await recordUses(system(ana), [
      { purpose: "offers", channel: "email", items: ["old_item"], title: "Autumn", occurredAt: ana.now },
    ]);
    const kinds = await Promise.all(ACTIVITY_KINDS.map((kind) => list(ana, { kind })));
    expect(kinds.map(({ entries }) => [...new Set(entries.map((entry) => entry.kind))])).toEqual([
      ...[["choice"], ["use"], [], ["request"], ["data"], ["sign_in"]],
    ]);
    const ids = kinds.flatMap(({ entries }) => entries.map((entry) => entry.id));
    expect(new Set(ids)).toEqual(new Set((await list(ana)).entries.map((entry) => entry.id)));
    expect(kinds[1]?.entries.map(told)).toEqual(["brand Autumn Email old_item"]);
  });

  it("pages without losing or repeating a line, many of them of the same moment, while new ones come", async () => {
    const uses = Array.from({ length: 120 }, (_, n) => ({
      ...{ purpose: "offers", channel: "", items: [], title: `Letter ${n}` },
      occurredAt: new Date(ben.now.getTime() - Math.floor(n / 60) * 1000),
    }));
    await recordUses(system(ben), uses);
    const first = await list(ben);
    await openRequest(ben, { kind: "limit" });
    const second = await list(ben, { cursor: first.next ?? "" });
    const third = await list(ben, { cursor: second.next ?? "" });
    expect([first, second, third].map(({ entries }) => entries.length)).toEqual([50, 50, 20]);
    expect(third.next).toBeNull();
    const seen = [first, second, third].flatMap(({ entries }) => entries.map((entry) => entry.id));
    expect(new Set(seen).size).toBe(120);
    const whole: string[] = [];
    for await (const page of readAllActivity(ben)) whole.push(...page.map((entry) => entry.id));
    expect(whole).toHaveLength(121);
    expect(whole.slice(1)).toEqual(seen);
  });

  it("is one's own: nothing of another, and nobody else reads it", async () => {
    const mine = new Set((await list(ana)).entries.map((entry) => entry.id));
    for (const { id } of (await list(ben)).entries) expect(mine.has(id)).toBe(false);
    const refusal = (ctx: Ctx) =>
      list(ctx).then(
        () => "read",
        (error) => isDomainError(error) && error.code,
      );
    expect(await refusal({ ...ana, actor: { kind: "nobody" }, subject: null })).toBe("signed_out");
    expect(await refusal({ ...ana, subject: ben.subject })).toBe("forbidden");
    expect(await refusal({ ...ana, actor: { kind: "privacy_officer", id: "o" } })).toBe("forbidden");
  });

  it.each(["", "x", "%00", Buffer.from("1 not-an-id").toString("base64url"), FAR, "a".repeat(500)])(
    "gives the first page for the cursor %j",
    async (cursor) => {
      const first = (await list(ana)).entries.map((entry) => entry.id);
      expect((await list(ana, { cursor })).entries.map((entry) => entry.id)).toEqual(first);
    },
  );

  it("is whole where most of what came in was not for it", async () => {
    const carla = await testPerson(house);
    for (let n = 0; n < 60; n += 1) await note(system(carla), "session.start", { method: "code" });
    const line = (event: string) => ({
      ...{ customerId: carla.subject.id, id: newId(), requestId: "r", detail: { event } },
      ...{ act: "text.receive", actorKind: "text", actorId: "t" },
    });
    const texts = [...Array.from({ length: 55 }, () => line("unclear")), line("stopped")];
    await observe(carla, "activity.read", (tx) => tx.insert(audit).values(texts));
    const seen: ActivityEntry[] = [];
    for await (const page of readAllActivity(carla)) seen.push(...page);
    expect(seen).toHaveLength(61);
    expect((await list(carla)).entries).toHaveLength(50);
  });

  it("leaves out what is not the person's to read", async () => {
    await observe(ana, "activity.read", (tx) =>
      tx.insert(audit).values({
        ...{
          customerId: ana.subject.id,
          id: newId(),
          actorKind: "system",
          actorId: "x",
          act: "message.send",
        },
        ...{ detail: { to: "canary" }, requestId: "r" },
      }),
    );
    expect(JSON.stringify(await list(ana))).not.toContain("canary");
  });
});
