import { databaseTime } from "@/domain/clock";
import type { House } from "@/domain/house";
import { overviewPage } from "./docs/overview";
import { problemPage, problemsPage } from "./docs/problem-pages";
import type { Endpoint } from "./endpoint";
import type { Sent } from "./exchange";
import { gpcSupport } from "./gpc-support";
import { openApiDocument } from "./openapi/document";
import { Problem } from "./problem";
import { securityText } from "./security-text";
import { termsAnswer } from "./terms";

interface Asked {
  house: House;
  endpoints: readonly Endpoint[];
  params: Readonly<Record<string, string>>;
}

/** Something to read that needs no key. */
export interface Page {
  path: `/${string}`;
  answer(asked: Asked): Sent | Promise<Sent>;
}

/** Addresses that programs know by themselves (RFC 8615), outside of the API's own. */
export const wellKnown: readonly Page[] = [
  {
    path: "/.well-known/security.txt",
    async answer({ house }) {
      const bytes = securityText({ house, now: await databaseTime(house) });
      return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, bytes };
    },
  },
  {
    // Whether the signal of browsers is followed here; https://privacycg.github.io/gpc-spec/
    path: "/.well-known/gpc.json",
    answer: ({ house }) => gpcSupport(house),
  },
  {
    // Where password managers send people who want to change how they sign in.
    path: "/.well-known/change-password",
    answer: () => ({ status: 303, headers: { location: "/account" }, bytes: "" }),
  },
];

/** The document, and what people read of the API. */
export const pages: readonly Page[] = [
  { path: "/openapi.json", answer: drawnOnce(document) },
  { path: "/terms", answer: termsAnswer },
  { path: "/docs", answer: drawnOnce(({ house, endpoints }) => overviewPage(house, endpoints)) },
  { path: "/problems", answer: ({ house }) => problemsPage(house) },
  {
    path: "/problems/:name",
    answer({ house, params }) {
      const page = problemPage(house, params.name ?? "");
      if (!page) throw new Problem("not-found");
      return page;
    },
  },
];

/** Anyone may ask for these, so asking must cost nothing. */
function drawnOnce(draw: (asked: Asked) => Sent): (asked: Asked) => Sent {
  const drawn = new WeakMap<House, Sent>();
  return (asked) => {
    const sent = drawn.get(asked.house) ?? draw(asked);
    drawn.set(asked.house, sent);
    return sent;
  };
}

function document({ house, endpoints }: Asked): Sent {
  const { publicUrl } = house.settings;
  return {
    status: 200,
    headers: { "content-type": "application/json", "cache-control": "public, max-age=300" },
    bytes: JSON.stringify(openApiDocument({ publicUrl, endpoints })),
  };
}
