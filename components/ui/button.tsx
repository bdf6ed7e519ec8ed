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

type ButtonProps = Look & Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className">;

export function Button({ kind, small, wide, icon, children, type = "submit", ...rest }: ButtonProps) {
  return (
    <button type={type} className={look({ kind, small, wide })} {...rest}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

export function ButtonLink({ href, children, icon, ...rest }: Look & { href: string; children: ReactNode }) {
  return (
    <a className={look(rest)} href={href}>
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
