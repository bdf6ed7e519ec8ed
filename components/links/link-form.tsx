import type { ReactNode } from "react";
import type { Page } from "../page";

interface LinkFormProps {
  page: Page;
  /** The secret of the link, which is what allows the form. */
  token: string;
  values: Record<string, string>;
  className?: string;
  children: ReactNode;
}

/** A form that the link's own address takes: it needs no sign-in, no cookie and no script. */
export function LinkForm({ page, token, values, className, children }: LinkFormProps) {
  return (
    <form method="post" action={`/stop/${token}`} className={className}>
      {Object.entries({ ...values, locale: page.words.locale }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
