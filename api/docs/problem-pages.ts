import type { House } from "@/domain/house";
import type { Sent } from "../exchange";
import { PROBLEMS, type ProblemName } from "../problems";
import { docsPage } from "./frame";
import { html } from "./html";

const isName = (name: string): name is ProblemName => Object.hasOwn(PROBLEMS, name);

/** Where the `type` of a refusal leads; null for a name that is none. */
export function problemPage(house: House, name: string): Sent | null {
  if (!isName(name)) return null;
  const { title, status, meaning } = PROBLEMS[name];
  const main = html`<p>${meaning}</p>
<div class="wide"><table><tbody>
<tr><th scope="row">Status</th><td>${status}</td></tr>
<tr><th scope="row">type</th><td><code>${house.settings.publicUrl}/api/v1/problems/${name}</code></td></tr>
</tbody></table></div>
<p><a href="/api/v1/problems">Every refusal</a> · <a href="/api/v1/docs">The API</a></p>`;
  return docsPage(house, { title, main });
}

/** All refusals, by status. */
export function problemsPage(house: House): Sent {
  const rows = Object.entries(PROBLEMS).map(
    ([name, { status, title, meaning }]) =>
      html`<tr><td>${status}</td><td><a href="/api/v1/problems/${name}">${title}</a></td><td>${meaning}</td></tr>`,
  );
  const main = html`<div class="wide"><table><thead><tr><th scope="col">Status</th><th scope="col">Refusal</th><th scope="col">What helps</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return docsPage(house, { title: "Refusals", main });
}
