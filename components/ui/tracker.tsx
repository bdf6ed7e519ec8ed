import type { ReactNode } from "react";
import { Hidden } from "./hidden";
import { Icon } from "./icon";

export interface Step {
  name: ReactNode;
  state: "done" | "now" | "next";
  when: ReactNode;
}

/** Steps of one way, like a parcel's. `spoken` puts the state of a step into words for those who listen. */
export function Tracker({ steps, spoken }: { steps: Step[]; spoken: Record<Step["state"], string> }) {
  return (
    <ol className="tracker">
      {steps.map((step, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place on the way
          key={index}
          className={`step step-${step.state}`}
          aria-current={step.state === "now" ? "step" : undefined}
        >
          <span className="step-dot">
            {step.state === "done" && <Icon name="check" />}
            {step.state === "now" && <Icon name="clock" />}
          </span>
          <span className="step-name">{step.name}</span>
          <span className="step-when">
            <Hidden>{spoken[step.state]} </Hidden>
            {step.when}
          </span>
        </li>
      ))}
    </ol>
  );
}
