import { html } from "./html";

/** What holds for every call, in the order in which a system meets it. */
export const guide = html`
<p>A brand's systems ask here before they use a customer's data, and say here what they did. Unknown means no: without an answer from here, the answer is no.</p>
<h2 id="begin">Begin</h2>
<p>Make a key with the scopes that a system needs and no more, at the desk under Integrations or by <code>npx forthright key create --name shop --scopes decisions,uses:write</code>. It is shown once. Send it with every request:</p>
<pre><code>curl https://privacy.brand.example/api/v1/decisions \\
  -H "Authorization: Bearer frt_…" -H "Content-Type: application/json" \\
  -d '{"requests":[{"customer":{"email":"ana@example.com"},"purpose":"offers","channel":"email"}]}'</code></pre>
<p>Two keys of one name may be open at once, so that a key can be changed without a gap.</p>
<h2 id="rules">What holds for every call</h2>
<ul>
<li>Bodies are JSON in UTF-8, uncompressed: 256 KB for one thing, 5 MB for a batch. Unknown keys are refused, and the answer names the key that was probably meant.</li>
<li>Times are UTC as RFC 3339 has them. Texts are brought into Unicode's composed form (NFC); control characters are refused.</li>
<li>Refusals are <code>application/problem+json</code>. Their <code>type</code> never changes and leads to a page that says what helps. Each entry of <code>errors</code> points at one place by JSON Pointer.</li>
<li>Lists take <code>limit</code>, 1 to 200, and <code>cursor</code>, the <code>next_cursor</code> of the answer before.</li>
<li><code>RateLimit</code> says on each answer how many requests the key has left and for how long. Over it the answer is 429 with <code>Retry-After</code>.</li>
<li>When the database is away the answer is 503 with <code>Retry-After</code>, and the right decision is no.</li>
</ul>
<h2 id="once">Doing a thing once</h2>
<p>Every POST but the one for decisions takes an <code>Idempotency-Key</code>: your own name for the request, such as a UUID, new for each thing you want done. When you do not hear an answer, send the same request again. It is done once, and the answer is the same bytes for 24 hours, marked <code>Idempotency-Replayed: true</code>. While the first is under way for long, a repeat gets 409; the same key with another body gets 422. A request that was refused may be mended and sent again under its key.</p>`;
