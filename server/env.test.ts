import { describe, expect, it } from "vitest";
import { EnvError, type Purpose, readEnv } from "./env";

const problems = (purpose: Purpose, set: Record<string, string>): readonly string[] => {
  try {
    readEnv(purpose, set as unknown as NodeJS.ProcessEnv);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
};

const good = {
  DATABASE_URL: "postgres://forthright_app:word@db.internal:5432/forthright",
  FORTHRIGHT_SECRET: "q3Jx0bVv8m1ZkTnYw5uHs2Rc7pLd9gFaE6iO4tXyB",
  FORTHRIGHT_BRAND: "./brand",
  SMTP_URL: "smtps://user:word@mail.brand.example:465",
  FORTHRIGHT_URL: "https://privacy.brand.example",
};

describe("serve", () => {
  it("starts with what it needs", () => {
    expect(problems("serve", good)).toEqual([]);
  });

  it("names everything that is missing at once", () => {
    const told = problems("serve", {});
    expect(told).toHaveLength(5);
    for (const name of Object.keys(good))
      expect(told.join("\n")).toMatch(new RegExp(`^${name} is missing; set it to `, "m"));
  });

  it("counts an empty value as missing", () => {
    expect(problems("serve", { ...good, SMTP_URL: " " })).toEqual([
      expect.stringMatching(/^SMTP_URL is missing/),
    ]);
  });
});

describe("the demo and commands need nothing", () => {
  it.each<Purpose>(["start", "command", "build"])("%s", (purpose) => {
    expect(problems(purpose, {})).toEqual([]);
  });
});

const wrong: [name: string, value: string, says: RegExp][] = [
  ["PORT", "eighty", /^PORT is not a number/],
  ["PORT", "70000", /^PORT is over 65535/],
  ["DATABASE_POOL", "2", /^DATABASE_POOL is below 5/],
  ["WEBHOOKS_KEPT_DAYS", "1", /^WEBHOOKS_KEPT_DAYS is below 4/],
  ["METRICS_TOKEN", "short", /^METRICS_TOKEN is shorter than 32 bytes/],
  ["FORTHRIGHT_SECRET", "short", /^FORTHRIGHT_SECRET is shorter than 32 bytes; make one with: openssl/],
  ["FORTHRIGHT_SECRET", "a".repeat(40), /looks like a placeholder/],
  ["FORTHRIGHT_SECRET", "change-me-change-me-please-before-production-0123", /looks like a placeholder/],
  ["FORTHRIGHT_URL", "privacy.brand.example", /is not an address like https/],
  ["FORTHRIGHT_URL", "http://privacy.brand.example", /is not https/],
  ["FORTHRIGHT_URL", "https://brand.example/privacy", /has a path/],
  ["DATABASE_URL", "mysql://x@y/z", /is not an address like postgres/],
  ["SMTP_URL", "https://mail.example", /is not an address like smtps/],
  ["MAIL_FROM", "nobody", /is not an email address/],
  ["SMS_API_URL", "http://texts.example", /is not https; without it codes travel in the open/],
  ["TWILIO_ACCOUNT_SID", `AC${"0".repeat(32)}`, /^TWILIO_AUTH_TOKEN and SMS_FROM is missing; texting needs/],
  ["TRUSTED_PROXIES", "10.0.0.0/8, load-balancer", /is not a list of addresses or networks/],
  ["ALLOW_PRIVATE_HOSTS", "crm.internal", /is not a list of host:port/],
  ["LOG_LEVEL", "loud", /is none of debug, info, warn, error, silent/],
  ["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY", "not base64!", /is not base64/],
  [
    "CUSTOMER_OIDC_ISSUER",
    "https://login.brand.example",
    /CUSTOMER_OIDC_CLIENT_ID and CUSTOMER_OIDC_CLIENT_SECRET is missing/,
  ],
  [
    "STAFF_OIDC_ISSUER",
    "https://login.brand.example",
    /STAFF_OIDC_CLIENT_ID and STAFF_OIDC_CLIENT_SECRET and STAFF_OIDC_ROLE_CLAIM is missing; the brand's own sign-in for staff/,
  ],
  [
    "FORTHRIGHT_SECRET_PREVIOUS",
    good.FORTHRIGHT_SECRET,
    /FORTHRIGHT_SECRET and FORTHRIGHT_SECRET_PREVIOUS are the same/,
  ],
  ["DATABASE_OWNER_URL", good.DATABASE_URL, /DATABASE_OWNER_URL is the same as DATABASE_URL/],
];

describe("what is set must be right", () => {
  it.each(wrong)("%s=%s", (name, value, says) => {
    const told = problems("serve", { ...good, [name]: value });
    expect(told).toEqual([expect.stringMatching(says)]);
  });

  const texts = {
    TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
    TWILIO_AUTH_TOKEN: "word",
    SMS_FROM: "+14155550123",
  };

  it.each(["+14155550123", "24680", "Juniper", `MG${"0".repeat(32)}`])("SMS_FROM=%s is fine", (from) => {
    expect(problems("serve", { ...good, ...texts, SMS_FROM: from })).toEqual([]);
  });

  it.each(["4155550123 x", "0123456789", "A name that is too long", "+0123456789"])(
    "SMS_FROM=%s is not",
    (from) => {
      expect(problems("serve", { ...good, ...texts, SMS_FROM: from })).toEqual([
        expect.stringMatching(/^SMS_FROM is no number such as/),
      ]);
    },
  );

  it("reports everything wrong at once", () => {
    expect(problems("serve", { PORT: "x", LOG_LEVEL: "loud", FORTHRIGHT_SECRET: "y" })).toHaveLength(7);
  });

  it("never repeats a secret", () => {
    const told = problems("start", {
      FORTHRIGHT_SECRET: "hunter2hunter2",
      DATABASE_URL: "mysql://u:hunter2@h/d",
    });
    expect(told.join("\n")).not.toContain("hunter2");
  });
});

describe("what is right is read", () => {
  it("with defaults and lists", () => {
    const env = readEnv("start", {
      TRUSTED_PROXIES: "10.0.0.0/8, 192.0.2.7",
    } as unknown as NodeJS.ProcessEnv);
    expect(env).toMatchObject({
      PORT: 3000,
      TRUSTED_PROXIES: ["10.0.0.0/8", "192.0.2.7"],
      ALLOW_PRIVATE_HOSTS: [],
    });
  });

  it("takes plain http for this machine", () => {
    expect(problems("start", { FORTHRIGHT_URL: "http://localhost:3007" })).toEqual([]);
  });
});
