import type { ReactNode } from "react";

/** Words for those who listen; the eye gets them from what stands around. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className="vh">{children}</span>;
}
