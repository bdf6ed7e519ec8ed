import type { ReactNode } from "react";
import { Icon } from "./icon";
import type { IconName } from "./icon-paths";

export interface Moment {
  id: string;
  icon: IconName;
  /** The dot takes the accent for what the reader did, and the yellow of staff for what they did. */
  by: "you" | "staff" | "brand";
  text: ReactNode;
  meta?: ReactNode;
  /** What is behind it, such as the parts of one act. */
  more?: ReactNode;
}

const DOT = { you: "dot dot-you", staff: "dot dot-staff", brand: "dot" } as const;

/** What happened, newest first. */
export function Timeline({ moments }: { moments: Moment[] }) {
  return (
    <ol className="card pad timeline">
      {moments.map((moment) => (
        <li key={moment.id} id={moment.id}>
          <span className={DOT[moment.by]}>
            <Icon name={moment.icon} />
          </span>
          <div className="timeline-text">
            <p>{moment.text}</p>
            {moment.meta && <p className="timeline-meta">{moment.meta}</p>}
            {moment.more}
          </div>
        </li>
      ))}
    </ol>
  );
}
