import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { audit, customerLinks, customerSettings, customers, identifiers } from "@/db/schema";
import { observe } from "../access";
import type { Source } from "../brand";
import { decideMany, pauseChoice, setChoice, setFrequency, type ToldChoice, verifyLedger } from "../choices";
import { cellOf, eventsOf, type Person } from "../choices/testing";
import { testSystem } from "../choices/testing-system";
import type { CellView } from "../choices/view";
import { type Ctx, subjectIds } from "../context";
import {
  customerKeys,
  identifierOwners,
  lookupOf,
  readAccount,
  readAddresses,
  readIdentifiers,
  setLocale,
} from "../customers";
import { customerSealer } from "../customers/keys";
import { knownFrom } from "../customers/known";
import { writeJoins } from "../customers/store";
import { writeKnown } from "../customers/write-known";
import { findInSources, refreshIdentity } from "../held-data";
import { keyIn } from "../held-data/places";
import type { House } from "../house";
import { tellChoices } from "../systems";
import { beginSession } from "./begin";
import { resolveSession, signInByCode, signInByLink, startStepUp, stepUpByCode } from "./index";
import { listOpenSessions } from "./store";
import { addPerson, ask, mailTo, nobody, signIn, signInHouse, work } from "./testing";

let made: Awaited<ReturnType<typeof signInHouse>>;
let house: House;
beforeAll(async () => {
  made = await signInHouse();
  house = made.house;
});
afterAll(() => made.close());

/** The context of whoever holds this session. */
async function contextOf(sid: string): Promise<Ctx> {
  const { locale, ...found } = await resolveSession(house, sid);
  return { ...found, locale: locale ?? "en", requestId: "test", house };
}

const keysOf = (ctx: Ctx) => observe(ctx, "held_data.read", (tx) => customerKeys(tx, ctx));
const email = async (ctx: Ctx) => {
  const addresses = await observe(ctx, "account.read", (tx) => readAddresses(tx, ctx));
  return addresses.find(({ kind }) => kind === "email");
};
const onList = (ref: string, mail: string) =>
  made.shop.run(`insert into contact values ('${ref}', '${mail}')`);

describe("the first sign-in", () => {
  test("finds one person in several sources and keeps identifiers only, sealed", async () => {
    const person = await addPerson(made.shop, { phone: "+353861234567", locale: "de" });
    await onList("m-1", person.email);
    const { sid, customerId } = await signIn(house, person.email);
    const ctx = await contextOf(sid);
    expect(await keysOf(ctx)).toEqual([
      { source: "shop", key: String(person.id) },
      { source: "list", key: "m-1" },
    ]);
    const known = await observe(ctx, "account.read", (tx) => readIdentifiers(tx, ctx));
    expect(known.map(({ kind, value }) => `${kind} ${value}`).sort()).toEqual([
      `customer_number ${person.number}`,
      `email ${person.email}`,
      "phone +353861234567",
    ]);
    expect(ctx.locale).toBe("de");
    const stored = await withSight(house.db, { subjects: [customerId] }, async (tx) => [
      ...(await tx.select().from(identifiers)),
      ...(await tx.select().from(customerLinks)),
    ]);
    const text = stored.map((row) => row.sealed.toString("latin1") + row.lookup.toString("latin1")).join();
    for (const word of [person.email, "Secret Name", "353861234567", person.number, "m-1"])
      expect(text).not.toContain(word);
  });

  test("is told in Activity, without an address", async () => {
    const person = await addPerson(made.shop);
    const { customerId } = await signIn(house, person.email);
    const lines = await withSight(house.db, { subjects: [customerId] }, (tx) => tx.select().from(audit));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      act: "session.start",
      detail: { method: "code", device: "Firefox/Windows", isNew: true },
    });
    expect(JSON.stringify(lines)).not.toContain(person.email);
  });

  test("the second is the same person", async () => {
    const person = await addPerson(made.shop);
    const first = await signIn(house, person.email);
    const second = await signIn(house, person.email);
    expect(second.customerId).toBe(first.customerId);
    expect(second.sid).not.toBe(first.sid);
  });

  test("two first sign-ins at once are one person", async () => {
    const person = await addPerson(made.shop);
    const byAddress = await ask(house, person.email);
    const [one] = await mailTo(house, person.email);
    const byNumber = await ask(house, person.number);
    const [two] = await mailTo(house, person.email);
    const ctx = await nobody(house);
    const done = await Promise.all([
      signInByCode(ctx, { code: one?.code ?? "" }, byAddress),
      signInByLink(ctx, { token: two?.token ?? "" }, byNumber),
    ]);
    const ids = done.map((result) => (result.outcome === "signed_in" ? result.customerId : result.why));
    expect(new Set(ids).size).toBe(1);
    const { rows } = await house.db.orm.execute<{ n: number }>(
      sql`select count(*)::int as n from customers where id = ${ids[0]}`,
    );
    expect(rows[0]?.n).toBe(1);
  });
});

describe("when an address changes elsewhere", () => {
  test("it is still the same person, and the address is unverified until it is proved", async () => {
    const person = await addPerson(made.shop);
    const { sid, customerId } = await signIn(house, person.email);
    const ctx = await contextOf(sid);
    expect((await email(ctx))?.state).toBe("ok");
    await made.shop.run(`update customer set email = 'new.${person.email}' where id = ${person.id}`);
    expect(await refreshIdentity(ctx)).toEqual(["email"]);
    expect(await email(ctx)).toMatchObject({ state: "unverified", masked: "n•••@example.com" });
    expect(await refreshIdentity(ctx)).toEqual([]);
    const again = await signIn(house, `new.${person.email}`);
    expect(again.customerId).toBe(customerId);
    expect((await email(await contextOf(again.sid)))?.state).toBe("ok");
  });

  test("two who read it at once write it once", async () => {
    const person = await addPerson(made.shop);
    const ctx = await contextOf((await signIn(house, person.email)).sid);
    await made.shop.run(`update customer set phone = '+353861239999' where id = ${person.id}`);
    const waiting = async () => {
      const { rows } = await house.db.pool.query(
        "select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted",
      );
      return rows[0].n;
    };
    const { found } = await findInSources(house, { email: person.email });
    const identities = found.flatMap(({ identity }) => identity ?? []);
    const id = ctx.subject?.id ?? "";
    let second: Promise<unknown> | undefined;
    await withSight(house.db, { subjects: [id] }, async (tx) => {
      const sealer = await customerSealer(tx, house.keys, id);
      const at = { customerId: id, sealer, now: ctx.now, complete: true, proved: [] };
      await writeKnown(tx, knownFrom(house, identities), at);
      second = refreshIdentity(ctx);
      await expect.poll(waiting).toBe(1);
    });
    await second;
    const known = await observe(ctx, "account.read", (tx) => readIdentifiers(tx, ctx));
    expect(known.filter(({ kind }) => kind === "phone")).toHaveLength(1);
    const rows = await withSight(house.db, { subjects: subjectIds(ctx.subject) }, (tx) =>
      tx.select({ kind: identifiers.kind }).from(identifiers),
    );
    expect(rows.filter(({ kind }) => kind === "phone")).toHaveLength(1);
  });

  test("one that was proved by its own code counts at once", async () => {
    const person = await addPerson(made.shop);
    const ctx = await contextOf((await signIn(house, person.email)).sid);
    await made.shop.run(`update customer set email = 'mine.${person.email}' where id = ${person.id}`);
    await refreshIdentity(ctx, { kind: "email", value: `Mine.${person.email}` });
    expect((await email(ctx))?.state).toBe("ok");
  });

  test("a code that was sent to it proves it, without signing in anew", async () => {
    const person = await addPerson(made.shop);
    const ctx = await contextOf((await signIn(house, person.email)).sid);
    await made.shop.run(`update customer set email = 'late.${person.email}' where id = ${person.id}`);
    await refreshIdentity(ctx);
    await startStepUp(ctx);
    await work(house);
    const [mail] = await mailTo(house, `late.${person.email}`);
    expect((await email(ctx))?.state).toBe("unverified");
    await stepUpByCode(ctx, { code: mail?.code ?? "" });
    expect((await email(ctx))?.state).toBe("ok");
  });

  test("one that the source no longer has is missing; a source that is silent takes nothing away", async () => {
    const person = await addPerson(made.shop, { phone: "+353861111111" });
    const ctx = await contextOf((await signIn(house, person.email)).sid);
    await made.shop.run("alter table customer rename to away");
    expect(await refreshIdentity(ctx)).toEqual([]);
    await made.shop.run("alter table away rename to customer");
    expect((await email(ctx))?.state).toBe("ok");
    await made.shop.run(`update customer set email = null where id = ${person.id}`);
    expect(await refreshIdentity(ctx)).toEqual(["email"]);
    expect(await email(ctx)).toEqual({ kind: "email", masked: null, state: "missing" });
  });

  test("whoever has the old address now is somebody else", async () => {
    const person = await addPerson(made.shop);
    const first = await signIn(house, person.email);
    await made.shop.run(`update customer set email = 'moved.${person.email}' where id = ${person.id}`);
    const next = await addPerson(made.shop, { email: person.email });
    const second = await signIn(house, person.email);
    expect(second.customerId).not.toBe(first.customerId);
    const ctx = await contextOf(second.sid);
    expect(ctx.subject?.linked).toEqual([]);
    expect(await keysOf(ctx)).toEqual([{ source: "shop", key: String(next.id) }]);
  });
});

describe("a source whose key is an address", () => {
  const club: Source = {
    id: "club",
    name: "Our club",
    kind: "http",
    url: "https://club.invalid/{customer_key}",
    headers: {},
    find: { kind: "identifier", identifier: "email" },
    timeout: "PT1S",
  };
  const withClub = (): House => ({
    ...house,
    brand: { ...house.brand, sources: [...house.brand.sources, club] },
  });
  const keyOf = async (sid: string) =>
    keyIn({ ...(await contextOf(sid)), house: withClub() }, { source: "club", act: "held_data.read" });

  test("does not hand the last holder's record to whoever has that address now", async () => {
    const person = await addPerson(made.shop);
    const first = await signIn(withClub(), person.email);
    expect(await keyOf(first.sid)).toBe(person.email);
    await made.shop.run(`update customer set email = 'gone.${person.email}' where id = ${person.id}`);
    await addPerson(made.shop, { email: person.email });
    const second = await signIn(withClub(), person.email);
    expect(second.customerId).not.toBe(first.customerId);
    expect(await keyOf(second.sid)).toBe(person.email);
  });

  test("is opened by the address as it is now, once that is proved", async () => {
    const person = await addPerson(made.shop);
    const { sid } = await signIn(withClub(), person.email);
    await made.shop.run(`update customer set email = 'now.${person.email}' where id = ${person.id}`);
    await refreshIdentity(await contextOf(sid));
    await expect(keyOf(sid)).rejects.toMatchObject({ name: "SourceFailure" });
    await refreshIdentity(await contextOf(sid), { kind: "email", value: `now.${person.email}` });
    expect(await keyOf(sid)).toBe(`now.${person.email}`);
  });
});

describe("several records of one person", () => {
  test("a sign-in that proves both joins them: the oldest is the subject, both keep what is theirs", async () => {
    const person = await addPerson(made.shop);
    const listed = `list.${person.email}`;
    await onList(`m-${person.id}`, listed);
    const shop = await signIn(house, person.email);
    const list = await signIn(house, listed);
    expect(list.customerId).not.toBe(shop.customerId);
    await made.shop.run(`update contact set mail = '${person.email}' where ref = 'm-${person.id}'`);

    const joined = await signIn(house, person.email);
    const ctx = await contextOf(joined.sid);
    expect(ctx.subject).toEqual({ id: shop.customerId, linked: [list.customerId] });
    expect(joined.customerId).toBe(shop.customerId);
    expect(await keysOf(ctx)).toEqual([
      { source: "shop", key: String(person.id) },
      { source: "list", key: `m-${person.id}` },
    ]);
    for (const { sid } of [list, shop]) expect((await resolveSession(house, sid)).actor.kind).toBe("nobody");
    const ids = [shop.customerId, list.customerId];
    const links = await withSight(house.db, { subjects: ids }, (tx) => tx.select().from(customerLinks));
    expect(links.map((link) => link.customerId).sort()).toEqual(ids.sort());
  });
});

describe("an address that a system told of before the shop had it", () => {
  const told = async (customer: { email: string }): Promise<string> => {
    const system = await testSystem(house, ["choices:write"]);
    return (await tellChoices(system, { customer, choices: [no] })).customer.id;
  };
  const no: ToldChoice = {
    ...{ purpose: "offers", channel: "email", state: "withdrawn", until: null },
    ...{ occurredAt: new Date(), evidence: { method: "form" } },
  };
  const owners = (mail: string) => {
    const lookup = lookupOf(house, { kind: "email", value: mail });
    if (lookup === null) throw new Error("not an address");
    return withSight(house.db, { lookup }, (tx) => identifierOwners(tx, { kind: "email", lookup }));
  };
  /** Alice, whose address a system told of; it was joined to her when she proved it. */
  async function alice() {
    const person = await addPerson(made.shop);
    const first = await signIn(house, person.email);
    const address = `told.${person.email}`;
    const record = await told({ email: address });
    const moveTo = (mail: string) =>
      made.shop.run(`update customer set email = '${mail}' where id = ${person.id}`);
    await moveTo(address);
    const { sid } = await signIn(house, address);
    const ctx = await contextOf(sid);
    expect(ctx.subject).toEqual({ id: first.customerId, linked: [record] });
    return { person, address, record, moveTo, ctx };
  }

  test("lets its next holder into nobody's account, though it was joined to the last one's", async () => {
    const { person, address, moveTo, ctx } = await alice();
    await moveTo(`gone.${person.email}`);
    const bob = await addPerson(made.shop, { email: address });
    for (const _ of ["first", "again"]) {
      const own = await contextOf((await signIn(house, address)).sid);
      expect(subjectIds(own.subject).some((id) => subjectIds(ctx.subject).includes(id))).toBe(false);
      expect(own.subject?.linked).toEqual([]);
      expect(await keysOf(own)).toEqual([{ source: "shop", key: String(bob.id) }]);
    }
    expect(await keysOf(ctx)).toEqual([{ source: "shop", key: String(person.id) }]);
  });

  test("names nobody any more once the sources no longer give it, and the audit tells of it", async () => {
    const { person, address, record, moveTo, ctx } = await alice();
    expect(await owners(address)).toContain(record);
    await moveTo(`gone.${person.email}`);
    await refreshIdentity(ctx);
    expect(await owners(address)).toEqual([]);
    const lines = await withSight(house.db, { subjects: subjectIds(ctx.subject) }, (tx) =>
      tx.select().from(audit).where(eq(audit.act, "customer.refresh")),
    );
    expect(lines.map(({ detail }) => detail)).toEqual([{ kinds: ["email"], forgotten: 1 }]);
    expect((await email(ctx))?.masked).toBe("g•••@example.com");
  });

  test("is forgotten by the next sign-in too, and another source's own address stays", async () => {
    const { person, address, moveTo, ctx } = await alice();
    const listed = `list.${person.email}`;
    await onList(`t-${person.id}`, listed);
    const { customerId } = await signIn(house, listed);
    const ids = [...subjectIds(ctx.subject), customerId];
    await withSight(house.db, { subjects: ids }, (tx) => writeJoins(tx, ids));
    await moveTo(`gone.${person.email}`);
    const { sid } = await signIn(house, `gone.${person.email}`);
    expect(subjectIds((await contextOf(sid)).subject)).toEqual(ids);
    expect(await owners(address)).toEqual([]);
    expect(await owners(listed)).toEqual([customerId]);
  });

  test("parts two people again whom it had made one", async () => {
    const [one, other] = [await addPerson(made.shop), await addPerson(made.shop)];
    const first = await signIn(house, one.email);
    const second = await signIn(house, other.email);
    await withSight(house.db, { subjects: [first.customerId, second.customerId] }, (tx) =>
      writeJoins(tx, [first.customerId, second.customerId]),
    );
    const { sid } = await signIn(house, other.email);
    expect((await contextOf(sid)).subject).toEqual({ id: second.customerId, linked: [] });
    expect((await contextOf(first.sid)).actor.kind).toBe("nobody");
    const again = await signIn(house, one.email);
    expect((await contextOf(again.sid)).subject).toEqual({ id: first.customerId, linked: [] });
  });

  describe("parts two people", () => {
    const offers = { purpose: "offers", channel: "email" } as const;
    const texts = { purpose: "offers", channel: "sms" } as const;

    let pairs = 0;
    /** Two who are one person for now; what is done goes to the older record. */
    async function joined(first: (ctx: Ctx) => Promise<unknown>) {
      const phones = [0, 1].map((n) => `+35386125${String(100 + 2 * pairs + n).padStart(4, "0")}`);
      pairs += 1;
      const [one, other] = [
        await addPerson(made.shop, { phone: phones[0] }),
        await addPerson(made.shop, { phone: phones[1] }),
      ];
      const sessions = [await signIn(house, one.email), await signIn(house, other.email)];
      for (const { sid } of sessions) await first(await contextOf(sid));
      const ids = sessions.map(({ customerId }) => customerId);
      await withSight(house.db, { subjects: ids }, (tx) => writeJoins(tx, ids));
      return { one, other, ids, both: await contextOf(sessions[1]?.sid ?? "") };
    }
    const contextOfNext = async ({ email: address }: { email: string }) =>
      (await contextOf((await signIn(house, address)).sid)) as Person;

    test("and loses no no, no pause and no 'once a month' that was said while they were one", async () => {
      const { one, other, both, ids } = await joined(async (ctx) => {
        await setChoice(ctx, { ...offers, to: "on" });
        await setChoice(ctx, { ...texts, to: "on" });
      });
      await setChoice(both, { ...offers, to: "off" });
      await pauseChoice(both, { ...texts, until: `${both.now.getFullYear() + 1}-12-01` });
      await setFrequency(both, { purpose: "offers", frequency: "monthly" });
      const held = await cellOf(both as Person, "offers", "sms");
      const own = await contextOfNext(other);
      expect(own.subject).toEqual({ id: ids[1], linked: [] });
      expect(await cellOf(own, "offers", "email")).toMatchObject({ on: false });
      const { pausedUntil } = held as Extract<CellView, { kind: "switch" }>;
      expect(pausedUntil).toBeInstanceOf(Date);
      expect(await cellOf(own, "offers", "sms")).toMatchObject({
        on: true,
        pausedUntil,
      });
      const system = await testSystem(house, ["decisions"]);
      const asked = [offers, texts].map((cell) => ({ customer: { id: ids[1] ?? "" }, ...cell, items: [] }));
      const decided = await decideMany(system, asked);
      expect(decided.map(({ decision, reason }) => `${decision} ${reason}`)).toEqual([
        "deny withdrawn",
        "deny paused",
      ]);
      const last = (await eventsOf(own)).slice(2);
      expect(last.map(({ act }) => act).sort()).toEqual(["pause", "withdraw"]);
      for (const event of last)
        expect(event).toMatchObject({
          frequency: "monthly",
          actorKind: "customer",
          actorId: ids[1],
          occurredAt: expect.any(Date),
        });
      const older = await contextOfNext(one);
      expect(await cellOf(older, "offers", "email")).toMatchObject({ on: false });
      expect(await verifyLedger(house.db)).toMatchObject({ faults: [] });
    });

    test("and gives neither a yes of the other", async () => {
      const { one, other, both } = await joined(async () => undefined);
      await setChoice(both, { ...offers, to: "on" });
      expect(await cellOf(await contextOfNext(other), "offers", "email")).toMatchObject({ on: false });
      expect(await cellOf(await contextOfNext(one), "offers", "email")).toMatchObject({ on: true });
    });

    test("for good, though the other was looked up just before", async () => {
      const person = await addPerson(made.shop);
      const shop = await signIn(house, person.email);
      await onList(`p-${person.id}`, `list.${person.email}`);
      const list = await signIn(house, `list.${person.email}`);
      const ids = [shop.customerId, list.customerId];
      await withSight(house.db, { subjects: ids }, (tx) => writeJoins(tx, ids));
      // From now on the list's address is that of another account.
      await addPerson(made.shop, { email: `list.${person.email}` });
      const { found } = await findInSources(house, { email: person.email });
      let own: { sid: string } | undefined;
      const { outcome } = await beginSession(house, {
        proved: { found, email: person.email, openId: null },
        ...{ method: "code", device: "", requestId: "test", now: (await nobody(house)).now },
        consume: async () => {
          own ??= await signIn(house, `list.${person.email}`);
          return true;
        },
      });
      expect(outcome).toBe("signed_in");
      expect((await contextOf(own?.sid ?? "")).subject).toEqual({ id: list.customerId, linked: [] });
    });
  });
});

describe("who is signed in when a sign-in changes whose record it is", () => {
  const isOpen = async ({ sid }: { sid: string }) =>
    (await resolveSession(house, sid)).actor.kind === "customer";
  const ref = (person: { id: number }) => `s-${person.id}`;
  /** Where the shop takes any address without asking for a proof, another's is set in one's own account. */
  const claim = (person: { id: number }, mail: string) =>
    made.shop.run(`update customer set email = '${mail}' where id = ${person.id}`);

  test("reads nothing of whoever proves an address that was set in their account", async () => {
    const stranger = await addPerson(made.shop);
    const before = await signIn(house, stranger.email);
    const alice = `alice.${stranger.email}`;
    await onList(ref(stranger), alice);
    await claim(stranger, alice);
    const own = await signIn(house, alice);
    expect(await keysOf(await contextOf(own.sid))).toContainEqual({ source: "list", key: ref(stranger) });
    expect(await isOpen(before)).toBe(false);
    expect(await isOpen(own)).toBe(true);
  });

  test("nor where she had a record of her own", async () => {
    const stranger = await addPerson(made.shop);
    const before = await signIn(house, stranger.email);
    const alice = `alice.${stranger.email}`;
    await onList(ref(stranger), alice);
    const hers = await signIn(house, alice);
    await claim(stranger, alice);
    const own = await signIn(house, alice);
    expect([await isOpen(before), await isOpen(hers), await isOpen(own)]).toEqual([false, false, true]);
  });

  test("does not stay after a link was moved", async () => {
    const person = await addPerson(made.shop);
    await onList(ref(person), person.email);
    const before = await signIn(house, person.email);
    await claim(person, `moved.${person.email}`);
    const next = await addPerson(made.shop, { email: person.email });
    const own = await signIn(house, person.email);
    expect(await keysOf(await contextOf(own.sid))).toContainEqual({ source: "shop", key: String(next.id) });
    expect([await isOpen(before), await isOpen(own)]).toEqual([false, true]);
  });

  test("stays where nothing changed, also where an address did", async () => {
    const person = await addPerson(made.shop);
    await onList(ref(person), person.email);
    const first = await signIn(house, person.email);
    const second = await signIn(house, person.email);
    await claim(person, `own.${person.email}`);
    const third = await signIn(house, `own.${person.email}`);
    const open = await Promise.all([first, second, third].map(isOpen));
    expect(open).toEqual([true, true, true]);
  });
});

describe("when a source does not answer", () => {
  test("what the others say first takes nothing away: where the person is, what they read, how to reach them", async () => {
    const person = await addPerson(made.shop, { phone: "+353862222222", locale: "de" });
    await made.shop.run(`update customer set country = 'DE' where id = ${person.id}`);
    await onList(`q-${person.id}`, person.email);
    const { customerId } = await signIn(house, person.email);
    const from = await ask(house, person.email);
    const [mail] = await mailTo(house, person.email);
    await made.shop.run("alter table customer rename to away");
    const again = await signInByCode(await nobody(house), { code: mail?.code ?? "" }, from);
    await made.shop.run("alter table away rename to customer");
    expect(again).toMatchObject({ outcome: "signed_in", customerId });
    const [settings] = await withSight(house.db, { subjects: [customerId] }, (tx) =>
      tx.select().from(customerSettings),
    );
    expect(settings).toMatchObject({ country: "DE", sourceLocale: "de" });
    const sid = again.outcome === "signed_in" ? again.sid : "";
    const ctx = await contextOf(sid);
    const addresses = await observe(ctx, "account.read", (tx) => readAddresses(tx, ctx));
    expect(addresses.find(({ kind }) => kind === "phone")).toMatchObject({ state: "ok" });
  });

  test("the person is asked to come back, and a link that was sent still works afterwards", async () => {
    const person = await addPerson(made.shop);
    const from = await ask(house, person.email);
    const [mail] = await mailTo(house, person.email);
    await made.shop.run("alter table customer rename to away");
    const ctx = await nobody(house);
    const closed = await signInByLink(ctx, { token: mail?.token ?? "" }, from);
    await made.shop.run("alter table away rename to customer");
    expect(closed).toEqual({ outcome: "refused", why: "source_unavailable" });
    expect(await signInByLink(ctx, { token: mail?.token ?? "" }, from)).toMatchObject({
      outcome: "signed_in",
    });
  });

  test("the queue tries three times, then says so instead of saying that nobody is known", async () => {
    const person = await addPerson(made.shop);
    await made.shop.run("alter table customer rename to away");
    await expect(ask(house, person.email)).rejects.toThrow();
    await expect(work(house)).rejects.toThrow();
    await work(house);
    await made.shop.run("alter table away rename to customer");
    const mails = await mailTo(house, person.email);
    expect(mails.map((mail) => mail.subject)).toEqual(["Please try to sign in again later"]);
  });
});

describe("Account", () => {
  test("shows who is signed in, masked, and keeps the language once", async () => {
    const person = await addPerson(made.shop, { phone: "+353861234567" });
    const { sid, customerId } = await signIn(house, person.email);
    const ctx = await contextOf(sid);
    expect(await readAccount(ctx)).toMatchObject({
      signedInAs: "p•••@example.com",
      locales: ["en", "de"],
      addresses: [
        { kind: "email", masked: "p•••@example.com", state: "ok" },
        { kind: "phone", masked: "+353 ••• ••67", state: "ok" },
        { kind: "post", masked: null, state: "missing" },
        { kind: "device", masked: null, state: "missing" },
      ],
    });
    expect(await setLocale(ctx, { locale: "de-AT" })).toEqual({ locale: "de" });
    await setLocale(ctx, { locale: "de" });
    await expect(setLocale(ctx, { locale: "fr" })).rejects.toMatchObject({ code: "invalid" });
    const lines = await withSight(house.db, { subjects: [customerId] }, (tx) => tx.select().from(audit));
    expect(lines.filter(({ act }) => act === "account.set_locale")).toHaveLength(1);
    expect((await contextOf(sid)).locale).toBe("de");
  });

  test("is nobody's without a session, and another's session shows none of it", async () => {
    const ctx = await nobody(house);
    await expect(readAccount(ctx)).rejects.toMatchObject({ code: "signed_out" });
    const one = await signIn(house, (await addPerson(made.shop)).email);
    const other = await contextOf((await signIn(house, (await addPerson(made.shop)).email)).sid);
    const foreign: Ctx = { ...other, subject: { id: one.customerId, linked: [] } };
    await expect(readAccount(foreign)).rejects.toMatchObject({ code: "forbidden" });
    expect(await withSight(house.db, {}, (tx) => tx.select().from(identifiers))).toEqual([]);
    expect(await withSight(house.db, {}, (tx) => listOpenSessions(tx, [one.customerId]))).toEqual([]);
    expect((await house.db.orm.select().from(customers)).length).toBeGreaterThan(1);
  });
});
