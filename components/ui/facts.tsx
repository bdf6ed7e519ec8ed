import type { ReactNode } from "react";

export interface Fact {
  term: ReactNode;
  detail: ReactNode;
}

/** Terms and what they are, in pairs. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="facts">
      {facts.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of the facts never changes
        <div key={index}>
          <dt>{fact.term}</dt>
          <dd>{fact.detail}</dd>
        </div>
      ))}
    </dl>
  );
}
