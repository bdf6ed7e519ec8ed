import { inParallel } from "../parallel";
import type { Target } from "../target";
import { sendText, textForm, textSignature } from "../texts";
import { altered, type Try } from "./try";

/** Texts that come in: unsigned, signed by somebody else or for something else, and one a hundred times. */
export async function inboundTexts(target: Target): Promise<Try[]> {
  const kind = "signature of a text";
  const carrier = target.guest();
  const count = async () =>
    (await target.sql<{ n: number }>("select count(*)::int as n from inbound_texts"))[0]?.n ?? 0;
  const form = textForm({ From: "+351912000999", Body: "STOP" });
  const right = textSignature(target.url, form);
  const tried: [string, Record<string, string>, string][] = [
    ["none", form, ""],
    ["altered", form, altered(right)],
    ["by another's token", form, textSignature(target.url, form, "another token")],
    ["by an empty token", form, textSignature(target.url, form, "")],
    ["for another address", form, textSignature("https://evil.example", form)],
    ["of other words", { ...form, Body: "START" }, right],
    ["of another number", { ...form, From: "+351912000998" }, right],
    ["with one field more", { ...form, OptOutType: "START" }, right],
    ["of another text", textForm({ From: "+351912000999", Body: "STOP" }), right],
  ];
  const tries: Try[] = [];
  const before = await count();
  for (const [what, said, signature] of tried) {
    const { status } = await sendText(carrier, said, signature);
    tries.push({ kind, what, accepted: status < 400 });
  }
  tries.push({ kind, what: "any of these kept", accepted: (await count()) !== before });
  const answers = await inParallel(Array.from({ length: 100 }), 20, () => sendText(carrier, form));
  if (!answers.some(({ status }) => status === 200)) throw new Error(`not taken: ${answers[0]?.status}`);
  const kept = (await count()) - before;
  tries.push({ kind, what: `one text a hundred times: kept ${kept} times`, accepted: kept !== 1 });
  return tries;
}
