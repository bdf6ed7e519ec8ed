import type { ChangesForYou, Standing, TermsView, VersionLine } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { Button } from "../ui/button";
import { Select } from "../ui/field";

interface VersionBarProps {
  page: Page;
  view: TermsView;
  standing: Standing | null;
}

/** Every published version by its day, the difference to any other, and what the reader said. */
export function VersionBar({ page, view, standing }: VersionBarProps) {
  const { t, format } = page.words;
  const to = `/terms/${encodeURIComponent(view.document)}`;
  const others = view.versions.filter(({ version }) => version !== view.version);
  const named = (line: VersionLine) => ({ value: line.version, label: versionName(page, line) });
  const earlier = others.find(({ version }) => version < view.version) ?? others[0];
  return (
    <div className="card bar version-bar">
      {others.length > 0 && (
        // Only a previewed page switches it off: its version is not published, so nothing could be shown or compared.
        <fieldset className="as-is" disabled={Boolean(page.preview)}>
          <form method="get" action={to} className="inline-form form-line">
            <Select
              label={t("terms.version")}
              name="version"
              options={view.versions.map(named)}
              value={view.version}
            />
            <Button>{t("terms.show")}</Button>
          </form>
          <form method="get" action={`${to}/difference`} className="inline-form form-line">
            <input type="hidden" name="to" value={view.version} />
            <Select
              label={t("terms.compareWith")}
              name="from"
              options={others.map(named)}
              value={earlier?.version ?? ""}
            />
            <Button>{t("terms.compare")}</Button>
          </form>
        </fieldset>
      )}
      {others.length === 0 && <p className="small">{t("terms.onlyVersion")}</p>}
      {standing && <Said page={page} standing={standing} name={(day) => format.day(day)} />}
    </div>
  );
}

export function versionName(page: Page, { version, standing }: VersionLine): string {
  const { t, format } = page.words;
  return t(`terms.version_${standing}`, { date: format.day(version) });
}

function Said({ page, standing, name }: { page: Page; standing: Standing; name: (day: string) => string }) {
  const { t, format } = page.words;
  const { decided } = standing;
  if (!decided) return null;
  return (
    <p className="small muted bar-end">
      {t(`terms.said_${decided.decision}`, { date: format.day(decided.at), version: name(decided.version) })}
    </p>
  );
}

/** "since you agreed on 2 May" and its like. */
export function sinceWords(page: Page, { since }: ChangesForYou): string {
  return page.words.t(`terms.since_${since.what}`, { date: page.words.format.day(since.at) });
}
