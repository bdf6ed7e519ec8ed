import type { Said } from "@/domain/brand/text";
import type { DeskVersionView } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { SaidText } from "../said";
import { Section } from "../ui/layout";
import { Tag } from "../ui/tag";
import { isChanged } from "./clause-difference";

interface DeskPreviewProps {
  page: Page;
  view: DeskVersionView;
  preview: { purposes: { id: string; name: Said; on: boolean }[]; touched: string[] };
}

/** What a customer with the choices that are picked here is told. No real person's data is used. */
export function DeskPreview({ page, view, preview }: DeskPreviewProps) {
  const { t } = page.words;
  const on = preview.purposes.filter((purpose) => purpose.on).map(({ id }) => id);
  const toggled = (id: string) => (on.includes(id) ? on.filter((one) => one !== id) : [...on, id]).join(",");
  const changed = view.points.filter(
    (point) =>
      view.comparedWith === null ||
      point.clauses.some(({ difference }) => difference && isChanged(difference)),
  );
  return (
    <Section id="preview" title={t("terms.desk.preview")} intro={t("terms.desk.previewText")}>
      <ul className="chips">
        {preview.purposes.map(({ id, name, on: isOn }) => (
          <li key={id}>
            <a
              className="chip"
              href={`${page.path}?${new URLSearchParams({ on: toggled(id) })}#preview`}
              aria-current={isOn ? "true" : undefined}
            >
              <SaidText page={page} said={name} />: {t(isOn ? "choices.on" : "choices.off")}
            </a>
          </li>
        ))}
      </ul>
      <ol className="card rows changes">
        {changed.map((point) => (
          <li key={point.id} className="row row-wrap">
            <p className="row-text">
              <SaidText page={page} said={point.text} />
            </p>
            <p className="row-end">
              {preview.touched.includes(point.id) ? (
                <Tag tone="info" icon="user">
                  {t("terms.desk.concerns")}
                </Tag>
              ) : (
                <Tag>{t("terms.desk.folded")}</Tag>
              )}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
