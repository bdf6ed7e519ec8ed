import { type ReactNode, useId } from "react";
import { Icon } from "./icon";
import type { IconName } from "./icon-paths";

export type NoticeTone = "info" | "good" | "warn";

const ICON: Record<NoticeTone, IconName> = { info: "info", good: "check", warn: "alert" };

interface NoticeProps {
  tone: NoticeTone;
  title: ReactNode;
  icon?: IconName;
  level?: 2 | 3;
  children?: ReactNode;
  /** The one action it offers. */
  action?: ReactNode;
}

/** Icon, title, text and at most one action. Wrap it in `Announce` where it tells of something just done. */
export function Notice({ tone, title, icon, level = 2, children, action }: NoticeProps) {
  const id = useId();
  const Title = level === 2 ? "h2" : "h3";
  return (
    <section className={`notice notice-${tone}`} aria-labelledby={id}>
      <Icon name={icon ?? ICON[tone]} />
      <Title id={id}>{title}</Title>
      {children}
      {action && <div className="notice-side">{action}</div>}
    </section>
  );
}

/** Stands on the page even when empty, so that what is put into it later is spoken. */
export function Announce({ id, children }: { id?: string; children?: ReactNode }) {
  return (
    <div role="status" id={id} className="announce">
      {children}
    </div>
  );
}
