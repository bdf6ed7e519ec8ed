import { type Brand, say } from "@/domain/brand";
import type { House } from "@/domain/house";
import type { Sent } from "../exchange";
import { Html, html } from "./html";
import { styleFor } from "./style";

/** A page about the API: server-rendered, nothing loaded from anywhere, readable on paper too. */
export function docsPage(house: House, page: { title: string; status?: number; main: Html }): Sent {
  const { style, policy } = styleFor(house.brand.theme);
  const name = nameOf(house.brand);
  const body = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${page.title} · ${name}</title><style>${new Html(style)}</style></head>
<body><a class="skip" href="#main">Skip to the text</a>
<header><strong>${name}</strong><a href="/api/v1/docs">API v1</a><a href="/api/v1/openapi.json">OpenAPI document</a></header>
<main id="main"><h1>${page.title}</h1>${page.main}</main>
<footer><p>Nothing on this page is loaded from elsewhere.</p></footer></body></html>
`;
  return {
    status: page.status ?? 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "public, max-age=300",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    },
    bytes: body.text,
  };
}

const nameOf = (brand: Brand) => say(brand.name, "en", brand).text;
