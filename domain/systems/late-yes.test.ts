import { desc } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messages } from "@/db/schema/messages";
import {
  confirmChoice,
  decideMany,
  setChoice,
  setFrequency,
  stopMarketing,
  type ToldChoice,
} from "../choices";
import { eventsOf, type Person, testPerson } from "../choices/testing";
import { testSystem } from "../choices/testing-system";
import type { Ctx } from "../context";
import type { House } from "../house";
import { makeLink, readStop, stopByLink, stopByOneClick } from "../links";
import type { StopAct } from "../links/catalog";
import { openMessage } from "../messages/seal";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { tellChoices } from ".";

let house: House;
let close: () => Promise<void>;
let shop: Ctx;
beforeAll(async () => {
  ({ house, close } = await testHouse({ brand: tinyBrand(), max: 10 }));
  shop = await testSystem(house, ["choices:write", "decisions", "links:write"]);
});
afterAll(() => close());

const evidence = { method: "checkout", wording: "Yes, send me offers.", locale: "en" };
const offers = { purpose: "offers", channel: "email" };
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const yes = (minutes: number, cell = offers): ToldChoice => ({
  ...{ ...cell, state: "granted", until: null, occurredAt: ago(minutes), evidence },
});
const tell = async (ctx: Person, ...choices: ToldChoice[]) =>
  (await tellChoices({ ...shop, now: new Date() }, { customer: { id: ctx.subject.id }, choices })).choices;
const asked = async (ctx: Person, cell = offers) => {
  const [one] = await decideMany(shop, [{ customer: { id: ctx.subject.id }, ...cell, items: [] }]);
  return one;
};
async function newestConfirmLink(): Promise<string> {
  const [row] = await house.db.orm.select().from(messages).orderBy(desc(messages.id)).limit(1);
  if (!row?.sealed) throw new Error("nothing was sent");
  const params: Record<string, string | number> = { ...openMessage(house, row.id, row.sealed)?.params };
  return String(params.link).slice(-43);
}
const nobody = (ctx: Ctx): Ctx => ({ ...ctx, actor: { kind: "nobody" }, subject: null, authTime: null });
async function linkOf(ctx: Person): Promise<string> {
  const { url } = await makeLink(shop, { customer: { id: ctx.subject.id }, kind: "stop", ...offers });
  return url.slice(-43);
}

describe("a yes that is told only after a stop, from before it", () => {
  test.each<[string, (ctx: Person, secret: string) => Promise<unknown>]>([
    ["by one click", (ctx, secret) => stopByOneClick(nobody(ctx), { secret })],
    ...(["stop", "all"] satisfies StopAct[]).map(
      (act): [string, (ctx: Person, s: string) => Promise<unknown>] => [
        `by the page's ${act}`,
        (ctx, secret) => stopByLink(nobody(ctx), { secret, act }),
      ],
    ),
    ["of all marketing on Your choices", (ctx) => stopMarketing(ctx, {})],
  ])("turns nothing on where nothing had been said: %s", async (_, stop) => {
    const ctx = await testPerson(house);
    await stop(ctx, await linkOf(ctx));
    expect(await tell(ctx, yes(30))).toMatchObject([
      { recorded: false, reason: "older", state: "withdrawn" },
    ]);
    expect(await asked(ctx)).toMatchObject({ decision: "deny", reason: "withdrawn" });
  });

  test("turns nothing on where an old no stood already", async () => {
    const ctx = await testPerson(house);
    await tell(ctx, { ...yes(300), state: "withdrawn" });
    const secret = await linkOf(ctx);
    for (let times = 0; times < 3; times += 1) await stopByOneClick(nobody(ctx), { secret });
    expect((await eventsOf(ctx)).map(({ act }) => act)).toEqual(["withdraw", "withdraw"]);
    expect(await tell(ctx, yes(30))).toMatchObject([{ recorded: false, reason: "older" }]);
  });

  test("turns nothing on where the no is written while the yes is on its way", async () => {
    const ctx = await testPerson(house);
    await tell(ctx, yes(300));
    let stopped: Promise<unknown> | undefined;
    // asked for only once what stands has been read
    const late: Ctx = {
      ...shop,
      get first() {
        stopped ??= setChoice(ctx, { ...offers, to: "off" });
        return stopped.then(() => undefined);
      },
    };
    const told = await tellChoices(late, { customer: { id: ctx.subject.id }, choices: [yes(30)] });
    expect(told.choices).toMatchObject([{ recorded: false, reason: "older", state: "withdrawn" }]);
    expect((await eventsOf(ctx)).map(({ act }) => act)).toEqual(["grant", "withdraw"]);
  });

  test("is why the page offers to stop what nobody ever chose, and is quiet once it is stopped", async () => {
    const ctx = await testPerson(house);
    const secret = await linkOf(ctx);
    expect(await readStop(nobody(ctx), { secret })).toMatchObject({ cell: { on: false, stops: true } });
    await stopByOneClick(nobody(ctx), { secret });
    expect(await readStop(nobody(ctx), { secret })).toMatchObject({ cell: { on: false, stops: false } });
  });
});

describe("a newer yes", () => {
  test("leaves what the customer confirmed by double opt-in as it is, and sends nothing", async () => {
    const ctx = await testPerson(house);
    const news = { purpose: "news", channel: "email" };
    await tell(ctx, yes(60, news));
    await confirmChoice(nobody(ctx), { token: await newestConfirmLink() });
    expect(await asked(ctx, news)).toMatchObject({ decision: "allow" });
    const newer = { ...yes(0, news), occurredAt: new Date(Date.now() + 60_000) };
    expect(await tell(ctx, newer)).toMatchObject([
      { recorded: false, reason: "unchanged", state: "granted" },
    ]);
    expect(await asked(ctx, news)).toMatchObject({ decision: "allow" });
  });
});

describe("who said it", () => {
  test("stays the system where the customer only chose how often", async () => {
    const ctx = await testPerson(house);
    await tell(ctx, yes(60));
    await setFrequency(ctx, { purpose: "offers", frequency: "weekly" });
    const { because } = (await asked(ctx)) ?? { because: "" };
    expect(because).toMatch(/^Turned on as one of the brand's systems told on /);
  });

  test("stays the customer where they only chose how often", async () => {
    const ctx = await testPerson(house);
    await setChoice(ctx, { ...offers, to: "on" });
    await setFrequency(ctx, { purpose: "offers", frequency: "weekly" });
    expect((await asked(ctx))?.because).toMatch(/^Turned on by the customer on /);
  });
});
