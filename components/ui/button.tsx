import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Icon } from "./icon";
import type { IconName } from "./icon-paths";

/** plain for every choice, both ways; main for tasks only, never for a consent; quiet looks like a link. */
export type ButtonKind = "plain" | "main" | "quiet";

interface Look {
  kind?: ButtonKind;
  small?: boolean;
  wide?: boolean;
  icon?: IconName;
}

const KIND: Record<ButtonKind, string> = { plain: "btn", main: "btn btn-primary", quiet: "btn btn-quiet" };

function look({ kind = "plain", small = false, wide = false }: Look): string {
  return `${KIND[kind]}${small ? " btn-sm" : ""}${wide ? " btn-wide" : ""}`;
}

interface ButtonProps extends Look, Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> {
  /** The whole name, where the word on it is only its beginning. */
  label?: string;
}

export function Button({ kind, small, wide, icon, label, children, type = "submit", ...rest }: ButtonProps) {
  return (
    <button type={type} className={look({ kind, small, wide })} aria-label={label} {...rest}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

interface ButtonLinkProps extends Look {
  href: string;
  current?: boolean;
  children: ReactNode;
}

export function ButtonLink({ href, current, children, icon, ...rest }: ButtonLinkProps) {
  return (
    <a className={look(rest)} href={href} aria-current={current ? "page" : undefined}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}

/** A link that leads on, with an arrow that turns with the reading direction. */
export function MoreLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className="more" href={href}>
      <span>{children}</span>
      <Icon name="right" flip />
    </a>
  );
}
