import type { Job, JobResult, PgBoss } from "pg-boss";
import type { House } from "@/domain/house";
import { deliverMessage } from "@/domain/messages/deliver";
import type { JobName } from "@/domain/queue";
import { tellDue } from "@/domain/requests/due";
import { prepareSignIn } from "@/domain/sessions/prepare";
import { prepareStaffSignIn } from "@/domain/staff/prepare";
import { announceVersion, tellOfTerms } from "@/domain/terms/tell";
import { carrierBlocks } from "@/domain/texts/carrier-blocks";
import { tellOfVisits } from "@/domain/visits/tell";

/** Does one job. `data` holds ids. Run twice it must do no harm: a killed worker's job is done again. */
type Work = (house: House, data: Record<string, string>) => Promise<void>;

/** Every kind of job and who does it; a kind without a line does not compile. */
const workers: Readonly<Record<JobName, Work>> = {
  "message.send": (house, data) => deliverMessage(house, { id: data.id ?? "" }, carrierBlocks),
  "code.send": (house, data) => deliverMessage(house, { id: data.id ?? "" }, carrierBlocks),
  "request.due": (house, data) =>
    tellDue(house, { customer: data.customer ?? "", request: data.request ?? "" }),
  "terms.announce": (house, data) =>
    announceVersion(house, { ...versionIn(data), ...(data.after ? { after: data.after } : {}) }),
  "terms.tell": (house, data) => tellOfTerms(house, { ...versionIn(data), customer: data.customer ?? "" }),
  "visit.tell": (house, data) =>
    tellOfVisits(house, { customer: data.customer ?? "", daily: data.daily === "yes" }),
  "sign_in.prepare": (house, data) => prepareSignIn(house, { id: data.id ?? "" }),
  "staff_sign_in.prepare": (house, data) =>
    prepareStaffSignIn(house, { id: data.id ?? "", locale: data.locale ?? "" }),
};

const versionIn = ({ document = "", version = "" }: Record<string, string>) => ({ document, version });

const POLLING_SECONDS = 0.5;
/**
 * Each of two looks takes two jobs, does them side by side, and looks again at once while it found as many: else everybody
 * who asks for a code in the same minute would wait for the half seconds of all before them. One at a time never counts
 * as many. Each job of two ends by itself.
 */
const TAKING = { batchSize: 2, localConcurrency: 2, burstWhenBatchFull: true, perJobResults: true } as const;

/** Begins to take jobs. Those in hand when the queue is stopped are finished or handed back. */
export async function startWorkers(
  house: House,
  boss: PgBoss,
  pollingIntervalSeconds = POLLING_SECONDS,
): Promise<void> {
  const options = { ...TAKING, pollingIntervalSeconds };
  for (const [name, work] of Object.entries(workers))
    await boss.work(name, options, (batch: Job<Record<string, string>>[]) =>
      Promise.all(batch.map(({ id, data }) => run({ house, name, work, id, data }))),
    );
}

async function run(job: {
  house: House;
  name: string;
  work: Work;
  id: string;
  data: Record<string, string>;
}): Promise<JobResult> {
  const { house, name, work, id, data } = job;
  const began = performance.now();
  try {
    await work(house, data);
    house.meter?.count("jobs", { job: name, outcome: "done" });
    house.log.info("job", { job: name, ms: Math.round(performance.now() - began) });
    return { id, status: "completed" };
  } catch (error) {
    house.meter?.count("jobs", { job: name, outcome: "failed" });
    house.log.warn("job.failed", { job: name, code: codeOf(error) });
    // The queue keeps why: a code, never words that may hold an address.
    return { id, status: "failed", output: { message: codeOf(error) } };
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
