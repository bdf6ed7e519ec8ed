import type { Endpoint } from "../endpoint";
import { refusalNames } from "../openapi/operation";
import type { Json } from "../openapi/schemas";
import { PROBLEMS } from "../problems";
import { fieldTable } from "./fields";
import { type Html, html, prose } from "./html";

interface Shown {
  endpoint: Endpoint;
  /** The same operation as the document has it. */
  operation: Json;
  components: Json;
}

/** One operation: what it is for, what it takes and what it answers, with examples. */
export function operationSection({ endpoint, operation, components }: Shown): Html {
  const { method, path, operationId, summary, description, scope, idempotent } = endpoint;
  return html`<article id="${operationId}" aria-labelledby="${operationId}-title">
<h3 id="${operationId}-title">${summary}</h3>
<p class="call"><span class="verb">${method.toUpperCase()}</span><code>/api/v1${path}</code></p>
${description ? prose(description) : null}
<p>Scope <code>${scope}</code>${idempotent ? html`, with an <code>Idempotency-Key</code>` : null}.</p>
${parameters(operation)}
${body(endpoint, { operation, components })}
${answers(operation, components)}
${refusals(endpoint)}</article>`;
}

type Part = { schema?: Json; example?: unknown };
const contentOf = (value: unknown): Part =>
  ((value as { content?: Record<string, Part> } | undefined)?.content?.["application/json"] ?? {}) as Part;

function parameters({ parameters: listed }: Json): Html | null {
  if (!Array.isArray(listed)) return null;
  const rows = (listed as Json[]).map(
    ({ name, in: place, required, description }) =>
      html`<tr><td><code>${String(name)}</code></td><td>${String(place)}${
        required ? "" : html` <span class="quiet">(optional)</span>`
      }</td><td>${String(description ?? "")}</td></tr>`,
  );
  return html`<h4>Parameters</h4><div class="wide"><table><thead><tr><th scope="col">Name</th><th scope="col">Where</th><th scope="col">What it is</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function body(endpoint: Endpoint, { operation, components }: Omit<Shown, "endpoint">): Html | null {
  if (!endpoint.body) return null;
  const { schema, example } = contentOf(operation.requestBody);
  return html`<h4>Body</h4>${example === undefined ? null : sample(example)}${fieldTable(schema, components)}`;
}

const sample = (value: unknown) => html`<pre><code>${JSON.stringify(value, null, 2)}</code></pre>`;

function answers({ responses }: Json, components: Json): Html[] {
  const good = Object.entries(responses as Record<string, Json>).filter(([status]) => Number(status) < 300);
  return good.map(([status, answer]) => {
    const { schema, example } = contentOf(answer);
    return html`<h4>Answer ${status}</h4><p>${String(answer.description)}</p>${
      example === undefined ? null : sample(example)
    }${schema ? fieldTable(schema, components) : null}`;
  });
}

function refusals(endpoint: Endpoint): Html {
  const lines = refusalNames(endpoint)
    .map((name) => ({ name, ...PROBLEMS[name] }))
    .sort((a, b) => a.status - b.status)
    .map(
      ({ name, status, title }) => html`<li>${status} <a href="/api/v1/problems/${name}">${title}</a></li>`,
    );
  return html`<details><summary>Refusals</summary><ul>${lines}</ul></details>`;
}
