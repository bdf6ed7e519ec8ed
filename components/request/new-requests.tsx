import { REQUEST_KINDS, type RequestKind } from "@/domain/requests/catalog";
import type { Page } from "../page";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-paths";

const ICON: Record<RequestKind, IconName> = {
  copy: "download",
  correct: "pencil",
  delete: "trash",
  object: "x",
  limit: "lock",
  complain: "alert",
};

/** Everything a person may ask for, each with what it means. A copy is never made for staff. */
export function NewRequests({ page }: { page: Page }) {
  const { t } = page.words;
  return (
    <ul className="trio">
      {REQUEST_KINDS.filter((kind) => kind !== "copy" || !page.visit).map((kind) => (
        <li key={kind}>
          <a className="card door" href={kind === "copy" ? "/requests/copy" : `/requests/new/${kind}`}>
            <Icon name={ICON[kind]} />
            <b>{t(`requests.start_${kind}`)}</b>
            <span>{t(`requests.about_${kind}`)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
