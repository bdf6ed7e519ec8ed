import type { Crew } from "../crew";
import { firstStep, forgetSteps, totpOf } from "../sign-in";
import type { Target } from "../target";
import type { Try } from "./try";

const SECOND = "/desk/sign-in/second?next=/desk";

/** The second step of staff: a code that was used, of another time, somebody else's; and none at all. */
export async function secondSteps(target: Target, crew: Crew): Promise<Try[]> {
  const kind = "second step";
  const { email, totpKey } = crew.support;
  const desk = target.guest();
  await firstStep(target, { desk, email });
  const isIn = async () => (await desk.copy().get("/desk/account")).status === 200;
  const tries: Try[] = [{ kind, what: "left out", accepted: await isIn() }];
  await forgetSteps(target);
  const tried: [string, string][] = [
    ["of five minutes ago", totpOf(totpKey, Date.now() - 300_000)],
    ["of in five minutes", totpOf(totpKey, Date.now() + 300_000)],
    ["a colleague's", totpOf(crew.admin.totpKey)],
  ];
  for (const [what, code] of tried) {
    await desk.press(SECOND, 'name="code"', { code }).catch(() => null);
    tries.push({ kind, what, accepted: await isIn() });
  }
  const code = totpOf(totpKey);
  await desk.press(SECOND, 'name="code"', { code });
  if (!(await isIn())) throw new Error("the right second step was not taken");
  const again = target.guest();
  await firstStep(target, { desk: again, email });
  await again.press(SECOND, 'name="code"', { code }).catch(() => null);
  const accepted = (await again.get("/desk/account")).status === 200;
  return [...tries, { kind, what: "used", accepted }];
}
