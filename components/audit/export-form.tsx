import { FORMATS, type SearchAuditInput } from "@/domain/audit/catalog";
import type { Page } from "../page";
import { Button } from "../ui/button";

/** Takes the lines of this search along as a file: a POST, because it is on record. */
export function ExportForm({ page, asked }: { page: Page; asked: SearchAuditInput }) {
  const { t } = page.words;
  const { cursor: _, ...filters } = asked;
  return (
    <form method="post" action="/desk/audit/export">
      <input type="hidden" name="stamp" value={page.stamp} />
      {Object.entries(filters).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value ?? ""} />
      ))}
      <p className="btn-row">
        {FORMATS.map((format) => (
          <Button key={format} name="format" value={format} icon="download">
            {t(`audit.${format}`)}
          </Button>
        ))}
      </p>
    </form>
  );
}
