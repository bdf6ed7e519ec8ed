"use client";
// A client component, because only such a one may write into the head as the server sends it. What stands in the
// page's own tree is sent twice, once as markup and once for the scripts; the whole style would be.

import { useServerInsertedHTML } from "next/navigation";
import { useState } from "react";

/** Where the layout keeps the text of the style, on the server alone. */
const STYLE = Symbol.for("forthright.style");

/** Every page carries its style in its first bytes: it can be painted before anything else has come. */
export function PageStyle({ nonce }: { nonce: string | undefined }) {
  const [written] = useState({ once: false });
  useServerInsertedHTML(() => {
    if (written.once) return null;
    written.once = true;
    const __html = String(Reflect.get(globalThis, STYLE));
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a file of ours, made when the pages were built
    return <style nonce={nonce} dangerouslySetInnerHTML={{ __html }} />;
  });
  return null;
}
