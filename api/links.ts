import { z } from "zod";
import { type MadeLink, makeLink } from "@/domain/links";
import { LINK_KINDS } from "@/domain/links/catalog";
import { CustomerReference, Name } from "./customer-reference";
import { defineEndpoint } from "./endpoint";

const Body = z.strictObject({
  customer: CustomerReference,
  kind: z.enum(LINK_KINDS).describe("stop and why stand in a message; dashboard leads to the sign-in."),
  purpose: Name.optional().describe("What the link is about. Needed for stop and why, unless use says it."),
  channel: Name.optional().describe("Left out for a purpose without channels."),
  use: z.uuid().optional().describe("The use that the link stands in, as POST /uses answered."),
});

const Answered = z.strictObject({
  url: z.url().describe("A secret of that customer: put it into their message and nowhere else."),
  headers: z
    .strictObject({ "List-Unsubscribe": z.string(), "List-Unsubscribe-Post": z.string() })
    .optional()
    .describe("Of a stop link by email: both headers of RFC 8058, to be covered by your DKIM signature."),
});

const url = "https://privacy.brand.example/stop/0Bq2pUoP3v4Kk1mE8yTn5sR7dWfZxHjLcAgVtQi6NeM";
const answerOf = (made: MadeLink) => ({ status: 201, body: made });

export const linksEndpoint = defineEndpoint({
  method: "post",
  path: "/links",
  operationId: "makeLink",
  tag: "Links",
  scope: "links:write",
  summary: "Make a link for one customer's message",
  description:
    "A stop link lowers what it names and can do nothing else; it works for 400 days, without signing in. A why link shows what was used and why, and can stop it. A dashboard link opens the sign-in with the address shown masked; it is no credential.",
  idempotent: true,
  body: Body,
  example: { customer: { email: "ana@example.com" }, kind: "stop", purpose: "offers", channel: "email" },
  answers: {
    201: {
      description: "The link.",
      schema: Answered,
      example: {
        url,
        headers: {
          "List-Unsubscribe": `<${url}>`,
          "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
      },
    },
  },
  problems: ["not-found", "not-offered"],
  async handler({ ctx, body, keep }) {
    const settle: NonNullable<typeof ctx.settle> = (tx, value) => keep(tx, answerOf(value as MadeLink));
    return answerOf(await makeLink({ ...ctx, settle }, body));
  },
});
