import { STEPS, type Step, type StepId } from "./view";

interface Course {
  openedAt: Date;
  identityAt: Date;
  answeredAt: Date | null;
}

/** Where a request stands, as five steps. Whoever asks is signed in, so the first two are done at once. */
export function stepsOf(course: Course): Step[] {
  const identity = new Date(Math.max(course.identityAt.getTime(), course.openedAt.getTime()));
  const done: Partial<Record<StepId, Date | null>> = {
    received: course.openedAt,
    identity_confirmed: identity,
    collecting: course.answeredAt,
    checked: course.answeredAt,
    ready: course.answeredAt,
  };
  return STEPS.map((step) => {
    const at = done[step] ?? null;
    const now = at === null && step === "collecting";
    return { step, state: at ? "done" : now ? "now" : "todo", at };
  });
}
