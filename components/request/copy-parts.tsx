import type { Page } from "../page";
import { Icon } from "../ui/icon";

/** What a copy holds, in two forms. */
export function CopyParts({ page }: { page: Page }) {
  const { t } = page.words;
  const parts = [
    { icon: "doc", title: t("requests.copyRead"), text: t("requests.copyReadText") },
    { icon: "link", title: t("requests.copyTake"), text: t("requests.copyTakeText") },
  ] as const;
  return (
    <ul className="duo">
      {parts.map((part) => (
        <li key={part.icon} className="card pad file">
          <div>
            <Icon name={part.icon} />
            <h3>{part.title}</h3>
          </div>
          <p className="muted">{part.text}</p>
        </li>
      ))}
    </ul>
  );
}
