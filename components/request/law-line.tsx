import type { RequestView } from "@/domain/requests/catalog";
import type { Page } from "../page";
import { Icon } from "../ui/icon";
import { lawfulWords } from "./request-tracker";

/** The lawful date with its reason, more time with its reason, and that we are late when we are. */
export function LawLine({ page, request }: { page: Page; request: RequestView }) {
  const { t, format } = page.words;
  const { due, extension } = request;
  return (
    <div className="law-line">
      <Icon name="calendar" />
      <div className="stack">
        <p>{lawfulWords(page.words, due)}</p>
        {extension && (
          <p>{t("requests.lawExtended", { date: format.day(extension.from), because: extension.because })}</p>
        )}
        {due.late && request.state === "open" && <p>{t("requests.lawLate")}</p>}
      </div>
    </div>
  );
}
