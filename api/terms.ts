import { z } from "zod";
import { databaseTime } from "@/domain/clock";
import type { House } from "@/domain/house";
import { listTermsEverywhere } from "@/domain/terms";
import type { Sent } from "./exchange";
import { refusal } from "./openapi/operation";
import type { Json, Schemas } from "./openapi/schemas";

const Day = z.iso.date();
const Hash = z.string().regex(/^[0-9a-f]{64}$/u);
const ByLocale = z.record(z.string(), z.string());

const Version = z.strictObject({
  version: Day.describe("In force from this day, in the brand's time zone."),
  standing: z.enum(["coming", "in_force", "past"]),
  hash: Hash.describe("SHA-256 of the list of its texts; an agreement names it."),
  published_at: z.iso.datetime(),
  url: z.url(),
});

const Point = z.strictObject({
  id: z.string(),
  text: ByLocale.describe("By locale."),
  clauses: z.array(z.string()).describe("Anchors in the full text."),
  purposes: z.array(z.string()),
  items: z.array(z.string()),
  surprising: z.boolean(),
});

const Document = z.strictObject({
  document: z.string(),
  name: z.union([z.string(), ByLocale]),
  kind: z.enum(["privacy_notice", "terms_of_service", "cookie_policy", "other"]),
  agreement: z.enum(["required", "notice"]),
  binding: z.string().describe("The locale that binds."),
  version: Day.describe("The version in force."),
  url: z.url(),
  texts: z
    .strictObject({ full: ByLocale, summary: ByLocale })
    .describe("SHA-256 of what is in force, by locale."),
  points: z.array(Point),
  versions: z.array(Version).describe("Newest first."),
});

const Answer = z.strictObject({ terms: z.array(Document) });

const EXAMPLE: z.infer<typeof Answer> = {
  terms: [
    {
      ...{ document: "privacy-notice", name: { en: "Privacy notice" }, kind: "privacy_notice" },
      ...{ agreement: "notice", binding: "en", version: "2026-06-01" },
      url: "https://privacy.brand.example/terms/privacy-notice",
      texts: { full: { en: "9f".repeat(32) }, summary: { en: "3c".repeat(32) } },
      points: [
        {
          ...{ id: "invoices", text: { en: "We keep your invoices for seven years." } },
          ...{ clauses: ["how-long-we-keep-it"], purposes: ["accounting"], items: ["invoices"] },
          surprising: false,
        },
      ],
      versions: [
        {
          ...{ version: "2026-06-01", standing: "in_force", hash: "9f".repeat(32) },
          published_at: "2026-05-20T08:00:00.000Z",
          url: "https://privacy.brand.example/terms/privacy-notice?version=2026-06-01",
        },
      ],
    },
  ],
};

/** The terms in force and every published version, for anybody: no key. */
export async function termsAnswer({ house }: { house: House }): Promise<Sent> {
  const now = await databaseTime(house);
  const terms = (await listTermsEverywhere({ house, now })).map(({ versions, ...one }) => {
    const url = `${house.settings.publicUrl}/terms/${one.document}`;
    const lines = versions.map(({ publishedAt, ...line }) => ({
      ...{ ...line, published_at: publishedAt.toISOString(), url: `${url}?version=${line.version}` },
    }));
    return { ...one, url, versions: lines };
  });
  const headers = { "content-type": "application/json", "cache-control": "public, max-age=60" };
  return { status: 200, headers, bytes: JSON.stringify({ terms } satisfies z.infer<typeof Answer>) };
}

/** How the document describes it. */
export function termsOperation({ schemas, publicUrl }: { schemas: Schemas; publicUrl: string }): Json {
  const schema = schemas.of(Answer, "output");
  return {
    operationId: "listTerms",
    tags: ["Terms"],
    summary: "Read the terms in force and every published version",
    description: "Open to all: no key. The same points and hashes that customers see.",
    security: [],
    responses: {
      200: {
        description: "The brand's documents.",
        content: { "application/json": { schema, example: EXAMPLE } },
      },
      405: refusal(["method-not-allowed"], publicUrl),
      503: refusal(["unavailable"], publicUrl),
    },
  };
}
