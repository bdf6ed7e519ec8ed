import { unescaped } from "./forms";
import { type Agent, someWord } from "./sign-in";
import type { Target } from "./target";

const KEYS = "/desk/integrations/keys";

/** A key as an admin makes it at the desk, which is quicker than a process of its own for each. */
export async function keyAtDesk(
  target: Target,
  { desk }: Agent,
  scope: string,
): Promise<{ secret: string; id: string }> {
  const form = (await desk.forms(`${KEYS}/new`)).find(({ html }) => html.includes(`name="scope:${scope}"`));
  const name = `key ${someWord()}`;
  // A box that is left out is not ticked.
  const kept = Object.entries(form?.fields ?? {}).filter(([field]) => !field.startsWith("scope:"));
  const fields = { ...Object.fromEntries(kept), name, expires: "", [`scope:${scope}`]: "on" };
  const { location } = await desk.send(`${KEYS}/new`, fields);
  const { text } = await desk.get(location ?? `${KEYS}/made`);
  const secret = /value="(frt_[^"]+)"/.exec(text)?.[1];
  const [row] = await target.sql<{ id: string }>("select id from api_keys where name = $1", [name]);
  if (!secret || !row) throw new Error(`no key was made: ${location}`);
  return { secret: unescaped(secret), id: row.id };
}
