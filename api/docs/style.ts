import { createHash } from "node:crypto";
import type { Theme } from "@/domain/brand";

/** The product's colours and measures, for pages that stand outside of its application. */
const STYLE = `
:root{color-scheme:light dark;--accent:var(--brand,#2a4b8d);--canvas:#f6f7f5;--surface:#fff;--sunken:#f0f2ef;--line:#dfe3df;--ink:#16201b;--ink-2:#47524c;--good:#17633f;--good-soft:#e4f3ea;--bad:#a3261d;--focus:#0b57d0;--mono:ui-monospace,"SF Mono","Cascadia Mono",Consolas,"Liberation Mono",monospace}
@media(prefers-color-scheme:dark){:root{--accent:var(--brand-dark,#a9c3f7);--canvas:#0f1311;--surface:#171c19;--sunken:#1f2522;--line:#2d3531;--ink:#ebf0ed;--ink-2:#bac4be;--good:#8fd6ae;--good-soft:#14271d;--bad:#ffb0a6;--focus:#a8c7ff}}
*{box-sizing:border-box;margin:0}
html{scroll-padding-top:1rem;text-size-adjust:100%}
body{background:var(--canvas);color:var(--ink);font:400 1rem/1.55 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,system-ui,sans-serif;overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:.25rem}
.skip{position:absolute;inset-inline-start:-99rem}.skip:focus{position:static}
header,main,footer{max-inline-size:62rem;margin-inline:auto;padding-inline:clamp(1rem,4vw,2.5rem)}
header{padding-block:1.25rem;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline;border-block-end:1px solid var(--line)}
header strong{font-weight:650}header a{min-block-size:2rem;display:inline-flex;align-items:center}
main{padding-block:2.5rem 4rem}footer{padding-block:1.5rem;color:var(--ink-2);border-block-start:1px solid var(--line)}
h1{font-size:clamp(1.875rem,1.5rem + 1.7vw,2.75rem);line-height:1.15;letter-spacing:-.024em;font-weight:650;margin-block-end:1rem}
h2{font-size:1.5rem;line-height:1.2;letter-spacing:-.016em;font-weight:650;margin-block:3rem .75rem}
h3{font-size:1.125rem;line-height:1.35;font-weight:650;margin-block:0 .5rem}
h4{font-size:1rem;font-weight:650;margin-block:1.25rem .5rem}
p{max-inline-size:44rem;margin-block-end:.75rem}
ul{padding-inline-start:1.25rem;margin-block-end:.75rem}li{margin-block:.25rem}
nav ul{list-style:none;padding:0;display:grid;gap:.125rem}
nav a{display:inline-flex;gap:.75rem;align-items:baseline;min-block-size:2.25rem;padding-block:.25rem}
code,pre{font-family:var(--mono);font-size:.875rem}
pre{background:var(--sunken);border:1px solid var(--line);border-radius:.5rem;padding:1rem;overflow-x:auto;white-space:pre-wrap;margin-block-end:1rem}
article{background:var(--surface);border:1px solid var(--line);border-radius:.875rem;padding:clamp(1rem,3vw,1.75rem);margin-block:1rem}
.call{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:baseline;margin-block-end:.75rem}
.verb{font:650 .875rem var(--mono);padding:.125rem .5rem;border-radius:.25rem;background:var(--good-soft);color:var(--good)}
.wide{overflow-x:auto}
table{border-collapse:collapse;inline-size:100%;margin-block-end:1rem;font-size:.9375rem}
th,td{text-align:start;vertical-align:top;padding:.5rem .75rem .5rem 0;border-block-end:1px solid var(--line)}
th{font-weight:600}td code{white-space:nowrap}
.quiet{color:var(--ink-2)}
details summary{cursor:pointer;min-block-size:2rem}
td:nth-child(3){min-inline-size:16rem}
@media(max-width:44rem){td code{white-space:normal}thead{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}table,tbody,tr,th,td{display:block}tr{padding-block:.625rem;border-block-end:1px solid var(--line)}td,th{border:0;padding:0;min-inline-size:0!important}}
@media print{:root{color-scheme:light}body{background:#fff;font-size:10pt}nav,.skip{display:none}article{border:0;padding:0;break-inside:auto}h2,h3,.call{break-after:avoid}pre,tr{break-inside:avoid}a{color:inherit}}
`;

/** Both of a page's style elements, with the policy that lets just these in. Colours come checked from the folder. */
export function styleFor({ color, colorDark }: Theme): { style: string; policy: string } {
  const brand = [color && `--brand:${color}`, colorDark && `--brand-dark:${colorDark}`]
    .filter(Boolean)
    .join(";");
  const style = `${STYLE}:root{${brand}}`;
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return { style, policy };
}
