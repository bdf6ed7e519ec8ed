import type { SessionRow } from "@/domain/sessions/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { deviceWords } from "../sign-in/device-words";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Tag } from "../ui/tag";

interface SessionsProps {
  page: Page;
  sessions: readonly SessionRow[];
  end: Act;
  brand: string;
}

/** Where the person is signed in; any of them can be ended from here. */
export function Sessions({ page, sessions, end, brand }: SessionsProps) {
  const { t, format } = page.words;
  return (
    <ul className="card rows">
      {sessions.map((session) => {
        const device = deviceWords(page.words, session.device);
        const how =
          session.method === "brand"
            ? t("account.method_brand", { brand })
            : t(`account.method_${session.method}`);
        const times = { moment: format.moment(session.startedAt), last: format.moment(session.lastSeenAt) };
        return (
          <li key={session.id} className="row row-wrap">
            <Icon name="user" />
            <div className="row-text">
              <p>
                <b>{device}</b>
                <span className="small muted">
                  {t("account.since", times)} · {how}
                </span>
              </p>
            </div>
            {session.current ? (
              <Tag tone="good">{t("account.thisOne")}</Tag>
            ) : (
              <ActForm page={page} act={end} values={{ id: session.id }} at="sessions">
                <Button small label={t("account.endSessionNamed", { device })}>
                  {t("account.endSession")}
                </Button>
              </ActForm>
            )}
          </li>
        );
      })}
    </ul>
  );
}
