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
      <ActForm page={page} act={chooseLanguage} className="card lang-list">
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
      </ActForm>
    </details>
  );
}
