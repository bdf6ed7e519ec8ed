import { gzipSync } from "node:zlib";

/** Bytes of JavaScript, gzipped, that the page at `url` loads. */
export async function weigh(url, headers = {}) {
  const page = await fetch(url, { headers, redirect: "manual" });
  if (page.status !== 200) throw new Error(`${url} answered ${page.status}`);
  const html = await page.text();
  const scripts = new Set();
  for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) {
    const src = /\bsrc="([^"]+)"/.exec(tag)?.[1];
    if (src && !/\bnomodule\b/i.test(tag)) scripts.add(new URL(src.replaceAll("&amp;", "&"), url).href);
  }
  let bytes = 0;
  for (const src of scripts) {
    const script = await fetch(src, { headers: { "accept-encoding": "identity" } });
    bytes += gzipSync(Buffer.from(await script.arrayBuffer())).length;
  }
  return bytes;
}
