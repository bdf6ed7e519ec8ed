import { expect, test } from "vitest";
import { patiently } from "./patiently";

const found = [{ source: "shop", key: "7", identity: null }];
const silent = { found: [], ambiguous: [], failed: [{ source: "shop", reason: "slow" }] };

/** Answers in turn, the last one for ever, and counts how often it was asked. */
function answering(...answers: Awaited<ReturnType<Parameters<typeof patiently>[0]>>[]) {
  const asked = { times: 0 };
  const find = async () => {
    const answer = answers[Math.min(asked.times, answers.length - 1)];
    asked.times += 1;
    return answer ?? silent;
  };
  return { asked, find };
}

test.each([
  ["a source that answers is asked once", [{ found, ambiguous: [], failed: [] }], 1, found],
  ["nobody by this is an answer", [{ found: [], ambiguous: [], failed: [] }], 1, []],
  ["another source that is silent keeps nobody waiting", [{ ...silent, found }], 1, found],
  ["a silent source is asked again", [silent, silent, { found, ambiguous: [], failed: [] }], 3, found],
  ["a source that stays away is given up on", [silent], 10, []],
])("%s", async (_, answers, times, expected) => {
  const { asked, find } = answering(...answers);
  expect(await patiently(find)).toEqual(expected);
  expect(asked.times).toBe(times);
});
