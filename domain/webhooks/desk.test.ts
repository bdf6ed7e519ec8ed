import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withSight } from "@/db/client";
import { audit, NOBODY } from "@/db/schema/audit";
import { setChoice } from "../choices";
import { type Person, testPerson } from "../choices/testing";
import type { Ctx } from "../context";
import { testHouse } from "../testing";
import { testStaff } from "../testing-staff";
import { changeEndpoint, createEndpoint, deleteEndpoint, listDeliveries, tryEndpoint } from ".";
import { needsLook } from "./catalog";
import { listHealth, readHealth, replayFromDesk } from "./desk";
import { AddEndpointForm, ReplayForm, SwitchEndpointForm } from "./forms";

let made: Awaited<ReturnType<typeof testHouse>>;
let admin: Ctx;
let person: Person;
beforeAll(async () => {
  made = await testHouse({ settings: { allowPrivateHosts: ["127.0.0.1:9"] } });
  admin = await testStaff(made.house, "admin");
  person = await testPerson(made.house);
});
afterAll(() => made.close());

const url = "http://127.0.0.1:9/hear";
const filled = (more: Record<string, string> = {}) => ({
  ...{ url, system: "", within: "PT15M", "event:choice.changed": "on" },
  ...more,
});
const endpoint = async (more: Record<string, string> = {}) =>
  (await createEndpoint(admin, AddEndpointForm.parse(filled(more)))).endpoint;
let turn = 0;
/** Something new happens. */
const change = () => {
  turn += 1;
  return setChoice(person, { purpose: "offers", channel: "email", to: turn % 2 ? "on" : "off" });
};
const settle = (id: string, set: string) =>
  made.house.db.pool.query(`update webhook_deliveries set ${set} where endpoint_id = $1`, [id]);
const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const replayed = (form: Record<string, string>) => replayFromDesk(admin, ReplayForm.parse(form));

describe("an endpoint of the desk's form", () => {
  it("hears of what was ticked, and obeys in the time that was picked", async () => {
    const more = { system: "  Our warehouse ", "event:terms.published": "on", url: ` ${url} ` };
    const one = await endpoint(more);
    expect(one).toMatchObject({
      ...{ url, events: ["choice.changed", "terms.published"], system: "Our warehouse", obeysWithin: 900 },
      ...{ createdBy: "Sam Okafor", standing: "ok" },
    });
    await deleteEndpoint(admin, { id: one.id });
  });

  it.each([
    ["nothing ticked", { "event:choice.changed": undefined }],
    ["another period", { within: "P9Y" }],
    ["a name that hides itself", { system: "a\u202eb" }],
    ["a field of no box", { "event:everything": "on" }],
  ])("is refused with %s", (_, more) => {
    const form = Object.fromEntries(
      Object.entries({ ...filled(), ...more }).filter(([, value]) => value !== undefined),
    );
    expect(AddEndpointForm.safeParse(form).success).toBe(false);
  });

  it("is switched by one word", () => {
    const id = randomUUID();
    expect(SwitchEndpointForm.parse({ id, enabled: "no" })).toEqual({ id, enabled: false });
    expect(SwitchEndpointForm.safeParse({ id, enabled: "maybe" }).success).toBe(false);
  });
});

describe("how endpoints fare", () => {
  it("needs no look while all is well, and one where something is wrong", async () => {
    const { id } = await endpoint();
    const look = async (at = admin) => needsLook(await readHealth(at, { id }));
    await change();
    expect(await look()).toBe(false);
    const later = { ...admin, now: new Date(Date.now() + 16 * 60_000) };
    expect(await look(later)).toBe(true);
    expect((await readHealth(later, { id })).late).toMatchObject({ endpoint: id, count: 1 });
    await settle(id, "obeyed_at = now(), state = 'dead'");
    expect(await readHealth(admin, { id })).toMatchObject({
      deliveries: { pending: 0, dead: 1 },
      late: null,
    });
    expect(await look()).toBe(true);
    await settle(id, "state = 'delivered'");
    expect(await look()).toBe(false);
    await changeEndpoint(admin, { id, enabled: false });
    expect(await look()).toBe(false);
    await made.house.db.pool.query("update webhook_endpoints set disabled_reason = 'gone' where id = $1", [
      id,
    ]);
    expect(await look()).toBe(true);
    await deleteEndpoint(admin, { id });
    await expect(readHealth(admin, { id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is for admins and auditors to read, and for admins to change", async () => {
    const { id } = await endpoint();
    for (const role of ["admin", "auditor"] as const)
      expect((await listHealth(await testStaff(made.house, role))).map((one) => one.endpoint.id)).toContain(
        id,
      );
    for (const role of ["support", "privacy_officer"] as const)
      await expect(listHealth(await testStaff(made.house, role))).rejects.toMatchObject({
        code: "forbidden",
      });
    const auditor = await testStaff(made.house, "auditor");
    for (const act of [
      () => createEndpoint(auditor, AddEndpointForm.parse(filled())),
      () => replayFromDesk(auditor, ReplayForm.parse({ id, only: "dead" })),
      () => tryEndpoint(auditor, { id }),
      () => deleteEndpoint(auditor, { id }),
    ])
      await expect(act()).rejects.toMatchObject({ code: "forbidden" });
    await deleteEndpoint(admin, { id });
  });
});

describe("sending again from the desk", () => {
  it("is one event, what was given up, or some days with both their ends", async () => {
    const { id } = await endpoint();
    await change();
    await change();
    const [newest] = await listDeliveries(admin, { id, limit: 1 });
    await settle(id, "state = 'dead', at = at - interval '5 days'");
    expect(await replayed({ id, event: newest?.event ?? "" })).toEqual({ count: 1 });
    expect(await replayed({ id, only: "dead" })).toEqual({ count: 1 });
    expect(await replayed({ id, only: "dead" })).toEqual({ count: 0 });
    await settle(id, "state = 'delivered'");
    expect(await replayed({ id, from: ago(5), to: ago(5), only: "dead" })).toEqual({ count: 0 });
    expect(await replayed({ id, from: ago(3), to: "" })).toEqual({ count: 0 });
    expect(await replayed({ id, from: ago(7), to: ago(3) })).toEqual({ count: 2 });
    await expect(replayed({ id, from: ago(3), to: ago(7) })).rejects.toMatchObject({ code: "invalid" });
    await expect(replayed({ id, event: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
    const lines = await withSight(made.house.db, { subjects: [NOBODY] }, (tx) => tx.select().from(audit));
    const own = lines
      .map(({ detail }) => detail as Record<string, unknown>)
      .filter((one) => one.endpoint === id);
    expect(own.filter(({ event }) => event === "replayed").map(({ count }) => count)).toEqual([1, 1, 2]);
    await deleteEndpoint(admin, { id });
  });
});
