import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withSight } from "@/db/client";
import { apiKeys, NOBODY } from "@/db/schema";
import { asAdmin, type TestDatabase } from "@/db/testing";
import type { Ctx, Role } from "../context";
import type { House } from "../house";
import { secondHouse, testCustomer, testHouse } from "../testing";
import { testStaff } from "../testing-staff";
import { API_KEY, CreateApiKeyForm, CreateApiKeyInput } from "./catalog";
import { createApiKey, listApiKeys, readApiKey, resolveApiKey, revokeApiKey, rotateApiKey } from "./index";
import { forgetKnownKeys } from "./resolve";

let house: House;
let other: House;
let database: TestDatabase;
let close: () => Promise<void>;
let admin: Ctx;
let names = 0;

beforeAll(async () => {
  ({ house, database, close } = await testHouse());
  other = await secondHouse(database, {});
  admin = await staff("admin");
});
afterAll(async () => {
  for (const room of other.rooms.values()) await room.close();
  await other.db.pool.end();
  await close();
});

async function staff(role: Role): Promise<Ctx> {
  const { actor, ...ctx } = await testStaff(house, role);
  return { ...ctx, actor: { ...actor, name: "Robin Diaz" } };
}

const wanted = (more: Partial<CreateApiKeyInput> = {}): CreateApiKeyInput => {
  names += 1;
  return { name: `Mail ${names}`, scopes: ["decisions", "uses:write"], ...more };
};
const sql = (text: string) => asAdmin(database.adminUrl, text);
const lines = () =>
  sql(`select act, actor_kind, detail from audit where customer_id = '${NOBODY}' order by id`);

describe("a key", () => {
  it("is shown once, opens as its own scopes, and is stored as a hash alone", async () => {
    const { key, secret } = await createApiKey(admin, wanted({ expires: "P30D" }));
    expect(secret).toMatch(API_KEY);
    expect(secret.startsWith(`${key.prefix}_`)).toBe(true);
    expect(key).toMatchObject({ standing: "open", createdBy: "Robin Diaz", lastUsedAt: null });
    expect(key.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    const proof = house.keys.hash("tokens", secret);
    expect(await resolveApiKey(house, secret)).toEqual({
      ...{ kind: "api_key", keyId: key.id, name: key.name, scopes: key.scopes, proof },
    });
    const stored = JSON.stringify(await sql("select * from api_keys"));
    const written = JSON.stringify(await lines());
    for (const told of [stored, written]) expect(told).not.toContain(secret.slice(13));
    expect((await lines()).at(-1)).toMatchObject({
      act: "key.manage",
      actor_kind: "staff",
      detail: { event: "key_created", key: key.prefix, name: key.name, scopes: key.scopes },
    });
  });

  it("is noted as used, once a minute at most", async () => {
    const { key, secret } = await createApiKey(admin, wanted());
    await resolveApiKey(house, secret);
    const used = (await readApiKey(admin, key))?.lastUsedAt;
    expect(used).toBeInstanceOf(Date);
    forgetKnownKeys(house);
    await resolveApiKey(house, secret);
    expect((await readApiKey(admin, key))?.lastUsedAt).toEqual(used);
    await sql(
      `update api_keys set last_used_at = last_used_at - interval '61 seconds' where id = '${key.id}'`,
    );
    forgetKnownKeys(house);
    await resolveApiKey(house, secret);
    expect((await readApiKey(admin, key))?.lastUsedAt?.getTime()).toBeGreaterThanOrEqual(
      used?.getTime() ?? 0,
    );
  });

  it("cannot be read back by the app's role, nor its hash or scopes changed", async () => {
    const app = (text: string) => house.db.pool.query(text);
    await createApiKey(admin, wanted());
    await expect(app("select hash from api_keys")).rejects.toThrow("permission denied");
    await expect(app("select * from api_keys where hash is not null")).rejects.toThrow("permission denied");
    await expect(app("update api_keys set scopes = '{decisions}'")).rejects.toThrow("permission denied");
    await expect(app("update api_keys set hash = '\\x00'")).rejects.toThrow("permission denied");
    await expect(app("delete from api_keys")).rejects.toThrow("permission denied");
  });

  it("that is over stays over, whoever asks the database", async () => {
    const [over, short] = [
      await createApiKey(admin, wanted()),
      await createApiKey(admin, wanted({ expires: "P30D" })),
    ];
    await revokeApiKey(admin, over.key);
    const change = (set: string, { key }: typeof over) =>
      house.db.pool.query(`update api_keys set ${set} where id = $1`, [key.id]);
    for (const set of ["revoked_at = null", "revoked_at = now() + interval '1 day'"])
      await expect(change(set, over)).rejects.toThrow("stays over");
    for (const set of ["expires_at = null", "expires_at = now() + interval '31 days'"])
      await expect(change(set, short)).rejects.toThrow("stays over");
    expect((await change("expires_at = now()", short)).rowCount).toBe(1);
  });
});

describe("what opens nothing", () => {
  it.each([
    ["nothing", () => null],
    ["another text", () => "Bearer"],
    ["a key of nobody", () => `frt_00000000_${"A".repeat(43)}`],
    ["one with a letter more", (secret: string) => `${secret}A`],
    ["another beginning", (secret: string) => secret.replace(/^frt_.{8}/u, "frt_zzzzzzzz")],
  ])("%s", async (_, presented) => {
    const { secret } = await createApiKey(admin, wanted());
    expect(await resolveApiKey(house, presented(secret))).toBeNull();
  });

  it("a key whose time is over", async () => {
    const { key, secret } = await createApiKey(admin, wanted({ expires: "P30D" }));
    expect(await resolveApiKey(house, secret)).not.toBeNull();
    await sql(`update api_keys set expires_at = clock_timestamp() where id = '${key.id}'`);
    forgetKnownKeys(house);
    expect(await resolveApiKey(house, secret)).toBeNull();
    const listed = (await listApiKeys(await staff("auditor"))).find(({ id }) => id === key.id);
    expect(listed?.standing).toBe("expired");
  });

  it("a revoked key: here at once, elsewhere when what was known is a second old", async () => {
    const { key, secret } = await createApiKey(admin, wanted());
    expect(await resolveApiKey(house, secret)).not.toBeNull();
    expect(await resolveApiKey(other, secret)).not.toBeNull();
    expect(await revokeApiKey(admin, key)).toMatchObject({ standing: "revoked" });
    expect(await resolveApiKey(house, secret)).toBeNull();
    await expect.poll(() => resolveApiKey(other, secret), { timeout: 10_000 }).toBeNull();
    await expect(revokeApiKey(admin, key)).rejects.toMatchObject({ code: "gone" });
    expect((await lines()).at(-1)).toMatchObject({ detail: { event: "key_revoked", key: key.prefix } });
  });

  it("a revoked key in the database: nothing can be done through it", async () => {
    const { key, secret } = await createApiKey(admin, wanted());
    const proof = house.keys.hash("tokens", secret);
    const ask = () =>
      withSight(
        house.db,
        { key: proof },
        async (tx) => (await tx.execute("select app_api_key() as id")).rows,
      );
    expect(await ask()).toEqual([{ id: key.id }]);
    await revokeApiKey(admin, key);
    expect(await ask()).toEqual([{ id: null }]);
  });
});

describe("rotation", () => {
  it("lets two work at once, and no third", async () => {
    const { key: first, secret: old } = await createApiKey(admin, wanted({ expires: "P90D" }));
    const { key, secret } = await rotateApiKey(admin, { id: first.id });
    expect(key).toMatchObject({ name: first.name, scopes: first.scopes, standing: "open" });
    expect(key.expiresAt?.getTime()).toBe(first.expiresAt?.getTime());
    for (const each of [old, secret]) expect(await resolveApiKey(house, each)).not.toBeNull();
    await expect(rotateApiKey(admin, { id: key.id })).rejects.toMatchObject({ code: "conflict" });
    await revokeApiKey(admin, first);
    expect(await resolveApiKey(house, old)).toBeNull();
    expect(await resolveApiKey(house, secret)).not.toBeNull();
    await expect(rotateApiKey(admin, { id: first.id })).rejects.toMatchObject({ code: "gone" });
  });

  it("ends the old one after its overlap, never later than it would have ended", async () => {
    const { key } = await createApiKey(admin, wanted({ expires: "P30D" }));
    const one = await rotateApiKey(admin, { id: key.id, overlap: "PT1H" });
    const [stored] = await sql(`select expires_at from api_keys where id = '${key.id}'`);
    expect(stored?.expires_at).toEqual(new Date(admin.now.getTime() + 3_600_000));
    await revokeApiKey(admin, key);
    await rotateApiKey(admin, { id: one.key.id, overlap: "P1Y" });
    const [kept] = await sql(`select expires_at from api_keys where id = '${one.key.id}'`);
    expect(kept?.expires_at).toEqual(one.key.expiresAt);
  });
});

describe("making keys", () => {
  it("refuses a name that an open key has, also at once, and gives it again when that is over", async () => {
    const input = wanted();
    const tries = await Promise.allSettled([createApiKey(admin, input), createApiKey(admin, input)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const key = (await listApiKeys(admin)).find(({ name }) => name === input.name);
    await revokeApiKey(admin, { id: key?.id ?? "" });
    expect((await createApiKey(admin, input)).key.name).toBe(input.name);
  });

  it.each(["30D", "P0D", "P-1D", "P101Y", "P99999Y", "P"])("refuses “%s” as a period", async (expires) => {
    await expect(createApiKey(admin, wanted({ expires }))).rejects.toMatchObject({ code: "invalid" });
  });

  it.each<[string, unknown]>([
    ["no name", { name: " ", scopes: ["decisions"] }],
    ["a name that turns the line around", { name: "a\u202eb", scopes: ["decisions"] }],
    ["no scope", { name: "a", scopes: [] }],
    ["a scope of its own", { name: "a", scopes: ["everything"] }],
    ["something more", { name: "a", scopes: ["decisions"], id: "1" }],
  ])("refuses %s", (_, input) => {
    expect(CreateApiKeyInput.safeParse(input).success).toBe(false);
  });

  it.each<[string, Record<string, string>, unknown]>([
    ["the boxes that are ticked", { name: "a", expires: "P30D", "scope:decisions": "on" }, ["decisions"]],
    [
      "both of two",
      { name: "a", expires: "", "scope:uses:write": "on", "scope:decisions": "on" },
      ["decisions", "uses:write"],
    ],
    ["nothing without a box", { name: "a", expires: "" }, undefined],
    [
      "nothing with a box of its own",
      { name: "a", expires: "", "scope:all": "on", "scope:decisions": "on" },
      undefined,
    ],
    ["nothing with another period", { name: "a", expires: "P99Y", "scope:decisions": "on" }, undefined],
  ])("takes from the form %s", (_, form, scopes) => {
    expect(CreateApiKeyForm.safeParse(form).data?.scopes).toEqual(scopes);
  });

  it.each<Role>(["support", "privacy_officer", "auditor"])("is not for a %s", async (role) => {
    const before = await sql("select count(*) from api_keys");
    const ctx = await staff(role);
    await expect(createApiKey(ctx, wanted())).rejects.toMatchObject({ code: "forbidden" });
    await expect(revokeApiKey(ctx, { id: NOBODY })).rejects.toMatchObject({ code: "forbidden" });
    await expect(rotateApiKey(ctx, { id: NOBODY })).rejects.toMatchObject({ code: "forbidden" });
    if (role !== "auditor") await expect(listApiKeys(ctx)).rejects.toMatchObject({ code: "forbidden" });
    expect(await sql("select count(*) from api_keys")).toEqual(before);
  });

  it("is not for a customer, nor for nobody", async () => {
    const ana = await testCustomer(house);
    await expect(createApiKey(ana, wanted())).rejects.toMatchObject({ code: "forbidden" });
    const nobody = { ...ana, actor: { kind: "nobody" as const }, subject: null };
    await expect(listApiKeys(nobody)).rejects.toMatchObject({ code: "signed_out" });
  });

  it("knows no key of another id", async () => {
    expect(await readApiKey(admin, { id: NOBODY })).toBeNull();
    await expect(revokeApiKey(admin, { id: NOBODY })).rejects.toMatchObject({ code: "not_found" });
    expect(await house.db.orm.select({ id: apiKeys.id }).from(apiKeys)).not.toContainEqual({ id: NOBODY });
  });

  it("writes no key where its audit line cannot be written", async () => {
    const input = wanted();
    await sql("alter table audit add constraint no_keys check (act <> 'key.manage') not valid");
    await expect(createApiKey(admin, input)).rejects.toThrow();
    await sql("alter table audit drop constraint no_keys");
    expect((await listApiKeys(admin)).map(({ name }) => name)).not.toContain(input.name);
  });
});
