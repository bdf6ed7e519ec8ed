import { type Attack, Tally } from "./attack";
import { type Crew, crewOf, inVisit } from "./crew";
import { expectGuarded, type Kind, tellHeaders, weaknesses } from "./guarded";
import { type Asked, apiAnswers, faults, files, oddPages } from "./headers-asked";
import { inParallel } from "./parallel";
import { addressesOf } from "./routes";
import type { Target } from "./target";

/** Headers and the policy against foreign scripts, on every answer of every kind. */
export const attack: Attack = {
  name: "headers",
  threat: "T26 T29 T37",
  async run(target) {
    const tally = new Tally();
    const crew = await crewOf(target);
    await inVisit(target, crew);
    await target.forgetLimits();
    const all = [
      ...(await readPages(target, crew)),
      ...(await oddPages(target)),
      ...(await apiAnswers(target, crew)),
      ...(await files(target)),
      ...(await faults(target, crew)),
    ];
    const nonces = new Set<string>();
    for (const { kind, what, answer, status } of all) {
      tally.check(
        status === undefined || answer.status === status,
        `${what}: ${answer.status}, not ${status}`,
      );
      if (status === undefined) tally.check(answer.status !== 500, `${what}: 500`);
      for (const wrong of expectGuarded(kind, answer, nonces)) tally.check(false, `${what}: ${wrong}`);
      tally.check(true, "");
    }
    for (const [policy, found] of weaknesses(all.map(({ answer }) => answer)))
      tally.check(found.length === 0, `csp_evaluator on ${policy}: ${found.join("; ")}`);
    tellHeaders(all, target.say);
    return tally;
  },
};

async function readPages(target: Target, crew: Crew): Promise<Asked[]> {
  const { owner, support, officer, admin, auditor, visiting, ids } = crew;
  const staff = [support, officer, admin, auditor, visiting].map(({ desk }) => desk);
  const readers = [target.guest(), owner.person, ...staff];
  const paths = [...new Set([...addressesOf(ids), ids.stop, ids.why, "/nothing/here", "/demo/outbox"])];
  const asked = readers.flatMap((who) => paths.map((path) => ({ who, path })));
  return inParallel(asked, 8, async ({ who, path }) => {
    const kind: Kind = /^\/theme\/[^/]+$/.test(path) ? "picture" : "page";
    return { kind, what: `GET ${path}`, answer: await who.get(path) };
  });
}
