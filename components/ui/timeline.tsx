import type { ReactNode } from "react";
import { Icon } from "./icon";
import type { IconName } from "./icon-paths";

export interface Moment {
  id: string;
  icon: IconName;
  /** The reader did it: the dot takes the accent. */
  yours: boolean;
  text: ReactNode;
  meta?: ReactNode;
  /** What is behind it, such as the parts of one act. */
  more?: ReactNode;
}

/** What happened, newest first. */
export function Timeline({ moments }: { moments: Moment[] }) {
  return (
    <ol className="card pad timeline">
      {moments.map((moment) => (
        <li key={moment.id} id={moment.id}>
          <span className={moment.yours ? "dot dot-you" : "dot"}>
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
