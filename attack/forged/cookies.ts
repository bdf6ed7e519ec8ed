import { createCipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { Client } from "../client";
import type { Crew } from "../crew";
import type { Target } from "../target";
import { altered, type Try } from "./try";

const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A sealed token as the sessions' cookies are (RFC 7516, direct encryption), under a key of our own. */
function sealed(payload: object, key: Buffer, header: object = { alg: "dir", enc: "A256GCM" }): string {
  const protectedHeader = json(header);
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(Buffer.from(protectedHeader, "ascii"));
  const text = Buffer.concat([cipher.update(JSON.stringify(payload)), cipher.final()]);
  const parts = [iv, text, cipher.getAuthTag()].map((part) => part.toString("base64url"));
  return [protectedHeader, "", ...parts].join(".");
}

/** How next-auth makes a key of a secret; here of secrets that somebody might have left in place. */
const keyOf = (secret: string) =>
  Buffer.from(hkdfSync("sha256", secret, "", "NextAuth.js Generated Encryption Key", 32));

function signed(payload: object, secret: string): string {
  const parts = `${json({ alg: "HS256", typ: "JWT" })}.${json(payload)}`;
  return `${parts}.${createHmac("sha256", secret).update(parts).digest("base64url")}`;
}

/** Forged tokens of every make, that name somebody by `name` ("sid" for customers, "staff" for staff). */
function forgeries(name: string): [what: string, token: string][] {
  const sid = randomBytes(32).toString("base64url");
  const in12Hours = Math.floor(Date.now() / 1_000) + 43_200;
  const payload = { [name]: sid, sub: sid, iat: in12Hours - 43_200, exp: in12Hours, jti: "x" };
  const slow = { alg: "PBES2-HS512+A256KW", enc: "A256GCM", p2c: 2_000_000_000, p2s: "AAAA" };
  return [
    ["unsigned (alg none)", `${json({ alg: "none" })}.${json(payload)}.`],
    ["unsigned (alg None)", `${json({ alg: "None", typ: "JWT" })}.${json(payload)}.`],
    ["signed with an empty secret", signed(payload, "")],
    ["signed with a guessed secret", signed(payload, "secret")],
    ["sealed with a key of ours", sealed(payload, randomBytes(32))],
    ["sealed with a key of zeros", sealed(payload, Buffer.alloc(32))],
    ["sealed with the key of an empty secret", sealed(payload, keyOf(""))],
    ["sealed with the key of a guessed secret", sealed(payload, keyOf("secret"))],
    ["sealed with the key of nothing", sealed(payload, keyOf("undefined"))],
    ["a sealed key that takes years to open", `${json(slow)}.AAAA.AAAA.AAAA.AAAA`],
    ["compressed", sealed(payload, Buffer.alloc(32), { alg: "dir", enc: "A256GCM", zip: "DEF" })],
    ["the secret itself", sid],
    ["an object", '{"sid":"x"}'],
    ["very long", "A".repeat(8_000)],
    ["five empty parts", "...."],
  ];
}

interface Door {
  kind: string;
  cookie: string;
  name: string;
  page: string;
  signedIn: Client;
}

/** Every cookie that stands for somebody: forged, altered, of a session that was ended, in the place of another. */
export async function cookies(target: Target, crew: Crew): Promise<Try[]> {
  const { owner, auditor, ended } = crew;
  const doors: Door[] = [
    { kind: "session cookie", cookie: "session", name: "sid", page: "/account", signedIn: owner.person },
    { kind: "staff cookie", cookie: "staff", name: "staff", page: "/desk/audit", signedIn: auditor.desk },
  ];
  const tries: Try[] = [];
  for (const door of doors) {
    const right = door.signedIn.cookies.get(door.cookie) ?? "";
    if (!right || !(await opens(target, door, right)))
      throw new Error(`${door.kind} does not open ${door.page}`);
    const parts = right.split(".");
    const changed = parts.flatMap((part, at): [string, string][] =>
      part ? [[`part ${at + 1} altered`, parts.with(at, altered(part)).join(".")]] : [],
    );
    const more: [string, string][] = [
      ...forgeries(door.name),
      ...changed,
      ["without its last part", parts.slice(0, -1).join(".")],
      [
        "another's in its place",
        doors
          .find(({ cookie }) => cookie !== door.cookie)
          ?.signedIn.cookies.values()
          .next().value ?? "",
      ],
    ];
    for (const [what, value] of more) {
      const began = performance.now();
      const accepted = await opens(target, door, value);
      const ms = performance.now() - began;
      tries.push({
        kind: door.kind,
        what: ms > 3_000 ? `${what}: ${Math.round(ms)} ms` : what,
        accepted: accepted || ms > 3_000,
      });
    }
  }
  const still = await ended.get("/account");
  tries.push({ kind: "session cookie", what: "of a session that was ended", accepted: still.status === 200 });
  return tries;
}

async function opens(target: Target, { cookie, page }: Door, value: string): Promise<boolean> {
  const who = target.guest();
  who.cookies.set(cookie, value);
  return (await who.get(page)).status === 200;
}

/** The cookie of a visit: without its staff session, with another's, altered, after its end. */
export async function visits(target: Target, crew: Crew): Promise<Try[]> {
  const { visiting, support, owner, other } = crew;
  const secret = visiting.desk.cookies.get("visit") ?? "";
  const staff = visiting.desk.cookies.get("staff") ?? "";
  const holds = async (cookies: Record<string, string>) => {
    const who = target.guest();
    for (const [name, value] of Object.entries(cookies)) who.cookies.set(name, value);
    return (await who.get("/data?whole=1")).text.includes(other.word);
  };
  if (!(await holds({ staff, visit: secret }))) throw new Error("the visit shows nothing of the customer");
  const session = owner.person.cookies.get("session") ?? "";
  const tried: [string, Record<string, string>][] = [
    ["without a session of staff", { visit: secret }],
    ["with another colleague's session", { staff: support.desk.cookies.get("staff") ?? "", visit: secret }],
    ["with a customer's session", { session, visit: secret }],
    ["altered", { staff, visit: altered(secret) }],
    ["as a customer's session", { session: secret }],
    ["empty", { staff, visit: "" }],
    ["none", { staff }],
  ];
  const tries: Try[] = [];
  for (const [what, cookies] of tried)
    tries.push({ kind: "visit cookie", what, accepted: await holds(cookies) });
  return tries;
}
