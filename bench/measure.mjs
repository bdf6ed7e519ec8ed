/* How a figure is taken: floor and ours in turn, three rounds or more, medians, and a failure on any answer that is
   not 2xx. Ratios inside one run, because figures on shared machines drift by half within an hour. */
import { randomUUID } from "node:crypto";
import autocannon from "autocannon";

const CONNECTIONS = 16;

/** Writes to one person that meet each other may find that the other was newer; more than that is no measurement. */
const MOST_OTHER = 0.02;

/**
 * One round of load: requests per second and the 99th percentile in milliseconds. @throws on any answer but 2xx, and
 * where answers do not say what they are expected to.
 */
export async function load({ url, path, headers = {}, body, seconds, idempotent = false, expects = "" }) {
  let [answers, other] = [0, 0];
  const result = await autocannon({
    url: `${url}${path}`,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [
      {
        method: "POST",
        setupRequest: (request) => ({
          ...request,
          headers: {
            "content-type": "application/json",
            ...headers,
            ...(idempotent ? { "idempotency-key": randomUUID() } : {}),
          },
          body: JSON.stringify(body()),
        }),
        onResponse: (_status, text) => {
          answers += 1;
          if (!text.includes(expects)) other += 1;
        },
      },
    ],
  });
  if (result.non2xx || result.errors || result.timeouts)
    throw new Error(
      `${path}: ${result.non2xx} answers not 2xx, ${result.errors} errors, ${result.timeouts} timeouts`,
    );
  if (other > answers * MOST_OTHER)
    throw new Error(`${path}: ${other} of ${answers} answers lack ${expects}`);
  return { rps: result.requests.average, p99: result.latency.p99 };
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Floor and ours in turn. @returns the medians of both. */
export async function inTurn({ floor, ours, rounds, seconds }) {
  await load({ ...floor, seconds: 2 });
  await load({ ...ours, seconds: 2 });
  const taken = { floor: [], ours: [] };
  for (let round = 0; round < rounds; round += 1) {
    taken.floor.push(await load({ ...floor, seconds }));
    taken.ours.push(await load({ ...ours, seconds }));
  }
  const middle = (which) => ({
    rps: median(taken[which].map(({ rps }) => rps)),
    p99: median(taken[which].map(({ p99 }) => p99)),
  });
  return { floor: middle("floor"), ours: middle("ours"), rounds: taken };
}
