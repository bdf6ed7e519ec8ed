import type { ReactNode } from "react";
import { ActForm } from "../act-form";
import { Icon } from "../ui/icon";
import type { ShellProps } from "./shell";

type LanguageMenuProps = Pick<ShellProps, "page" | "locales" | "chooseLanguage">;

/** The offered languages, each a button in its own language; a choice is a POST. */
export function LanguageMenu({ page, locales, chooseLanguage }: LanguageMenuProps) {
  const { t, locale, format } = page.words;
  if (locales.length < 2) return null;
  return (
    <details className="lang">
      <summary className="btn btn-quiet">
        <span className="vh">{t("shell.language")}: </span>
        <span>{format.language(locale)}</span>
        <Icon name="down" />
      </summary>
      <LanguageForm page={page} chooseLanguage={chooseLanguage}>
        {locales.map((tag) => (
          <button
            key={tag}
            type="submit"
            name="locale"
            value={tag}
            lang={tag}
            aria-current={tag === locale ? "true" : undefined}
          >
            {format.language(tag)}
          </button>
        ))}
      </LanguageForm>
    </details>
  );
}

function LanguageForm({
  page,
  chooseLanguage,
  children,
}: Pick<ShellProps, "page" | "chooseLanguage"> & { children: ReactNode }) {
  const look = "card lang-list";
  if (typeof chooseLanguage === "function")
    return (
      <ActForm page={page} act={chooseLanguage} className={look}>
        {children}
      </ActForm>
    );
  return (
    <form method="post" action={chooseLanguage.to} className={look}>
      {Object.entries(chooseLanguage.values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
