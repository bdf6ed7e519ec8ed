import { restOfStep } from "./rules";

/** Far longer than any difference between looking for somebody and looking for nobody. */
const STEP_MS = 250;

/**
 * Gives an answer on the next step of a grid that starts with the work, so that its time tells nobody how much
 * there was to do.
 */
export async function atStep<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const done = await work();
  const rest = restOfStep(performance.now() - began, STEP_MS);
  await new Promise((resolve) => setTimeout(resolve, rest));
  return done;
}
