import { Markup } from "./markup";

/** The whole look of the readable page; it loads nothing. */
export const STYLE = new Markup(`
:root{color-scheme:light dark;--line:#7d8781}
body{font:1.0625rem/1.55 system-ui,sans-serif;margin:0}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:2rem;line-height:1.2}h2{margin-top:2.5rem}
article{border-top:1px solid var(--line);padding:1rem 0}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem;margin:.5rem 0}dd{margin:0}
dd ul{margin:0;padding-inline-start:1.25rem}
.value{border-inline-start:3px solid var(--line);padding-inline-start:.75rem;white-space:pre-wrap;overflow-wrap:anywhere}
.wide{overflow-x:auto}table{border-collapse:collapse}
td,th{border-bottom:1px solid var(--line);padding:.25rem .75rem .25rem 0;text-align:start;vertical-align:top}
.missing{border:2px solid;padding:.75rem}blockquote{white-space:pre-wrap;margin:.25rem 0 1rem 1rem}
img{max-width:12rem;height:auto}.when{opacity:.8}
@media (max-width:40rem){dl{grid-template-columns:1fr}}`);
