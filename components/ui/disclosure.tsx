import type { ReactNode } from "react";
import { Hidden } from "./hidden";
import { Icon } from "./icon";

/** Opens in place, without script. `about` tells listeners which of many alike this one is. */
export function Disclosure({
  label,
  about,
  open,
  children,
}: {
  label: ReactNode;
  about?: ReactNode;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details className="disc" open={open}>
      <summary>
        <span>
          {label}
          {about && <Hidden>: {about}</Hidden>}
        </span>
        <Icon name="down" />
      </summary>
      {children}
    </details>
  );
}
