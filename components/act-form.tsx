import type { ReactNode } from "react";
import type { Act, Page } from "./page";

interface ActFormProps {
  page: Page;
  act: Act;
  /** The form's own hidden fields. */
  values?: Record<string, string | number>;
  /** Anchor on the page to come back to. */
  at?: string;
  className?: string;
  children: ReactNode;
}

/**
 * Every form that changes something: a POST, stamped for its reader, that knows the way back. Where a page is only
 * previewed there is no form, and its buttons are switched off.
 */
export function ActForm({ page, act, values = {}, at, className, children }: ActFormProps) {
  if (page.preview)
    return (
      <fieldset disabled className={className}>
        {children}
      </fieldset>
    );
  return (
    <form action={act} className={className}>
      {page.stamp && <input type="hidden" name="stamp" value={page.stamp} />}
      <input type="hidden" name="back" value={at ? `${page.path}#${at}` : page.path} />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
