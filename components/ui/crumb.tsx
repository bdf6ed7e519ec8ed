import type { ReactNode } from "react";
import { Icon } from "./icon";

/** The way back up. */
export function Crumb({ href, children }: { href: string; children: ReactNode }) {
  return (
    <p className="crumb">
      <a href={href}>
        <Icon name="left" flip />
        <span>{children}</span>
      </a>
    </p>
  );
}
