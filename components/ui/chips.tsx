import type { ReactNode } from "react";

export interface Chip {
  href: string;
  label: ReactNode;
  current: boolean;
}

/** Filters that are plain links. */
export function Chips({ label, chips }: { label: string; chips: Chip[] }) {
  return (
    <nav aria-label={label}>
      <ul className="chips">
        {chips.map((chip) => (
          <li key={chip.href}>
            <a className="chip" href={chip.href} aria-current={chip.current ? "true" : undefined}>
              {chip.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
