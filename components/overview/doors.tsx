import type { Page } from "../page";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-paths";

/** The three things people come for besides looking. */
export function Doors({ page, contact }: { page: Page; contact: string }) {
  const { t } = page.words;
  const doors: { href: string; icon: IconName; title: string; text: string }[] = [
    {
      href: "/requests/copy",
      icon: "download",
      title: t("overview.copyTitle"),
      text: t("overview.copyText"),
    },
    {
      href: "/requests/new/delete",
      icon: "trash",
      title: t("overview.deleteTitle"),
      text: t("overview.deleteText"),
    },
    { href: `mailto:${contact}`, icon: "help", title: t("overview.askTitle"), text: t("overview.askText") },
  ];
  return (
    <ul className="trio">
      {doors.map((door) => (
        <li key={door.href}>
          <a className="card door" href={door.href}>
            <Icon name={door.icon} />
            <b>{door.title}</b>
            <span>{door.text}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
