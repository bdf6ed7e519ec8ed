import type { House } from "@/domain/house";
import type { Endpoint } from "../endpoint";
import type { Sent } from "../exchange";
import { openApiDocument, TAGS } from "../openapi/document";
import type { Json } from "../openapi/schemas";
import { docsPage } from "./frame";
import { guide } from "./guide";
import { type Html, html } from "./html";
import { operationSection } from "./operations";

/** The readable page of the whole API, drawn from its document. */
export function overviewPage(house: House, endpoints: readonly Endpoint[]): Sent {
  const document = openApiDocument({ publicUrl: house.settings.publicUrl, endpoints });
  const tags = [...new Set(endpoints.map(({ tag }) => tag))];
  const main = html`${guide}
<h2 id="calls">Calls</h2><nav aria-labelledby="calls"><ul>${endpoints.map(entry)}</ul></nav>
${tags.map((tag) => chapter(tag, { document, endpoints }))}`;
  return docsPage(house, { title: "API v1", main });
}

const entry = ({ method, path, operationId }: Endpoint) =>
  html`<li><a href="#${operationId}"><span class="verb">${method.toUpperCase()}</span><code>${path}</code></a></li>`;

function chapter(
  tag: string,
  { document, endpoints }: { document: Json; endpoints: readonly Endpoint[] },
): Html {
  const components = (document.components as { schemas: Json }).schemas;
  const paths = document.paths as Record<string, Record<string, Json>>;
  const sections = endpoints
    .filter((endpoint) => endpoint.tag === tag)
    .map((endpoint) =>
      operationSection({
        endpoint,
        operation: paths[endpoint.path]?.[endpoint.method] ?? {},
        components,
      }),
    );
  return html`<h2 id="${tag.toLowerCase()}">${tag}</h2><p>${TAGS[tag]}</p>${sections}`;
}
