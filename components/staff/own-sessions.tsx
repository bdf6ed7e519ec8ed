import type { StaffSessionRow } from "@/domain/staff/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { deviceWords } from "../sign-in/device-words";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Tag } from "../ui/tag";

interface OwnSessionsProps {
  page: Page;
  sessions: readonly StaffSessionRow[];
  acts: { end: Act; others: Act };
}

/** Where one is signed in at the desk; any of them can be ended from here. */
export function OwnSessions({ page, sessions, acts }: OwnSessionsProps) {
  const { t } = page.words;
  return (
    <>
      <ul className="card rows">
        {sessions.map((session) => (
          <OwnSession key={session.id} page={page} session={session} end={acts.end} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <ActForm page={page} act={acts.others} className="after">
          <Button>{t("staffAccount.endOthers")}</Button>
        </ActForm>
      )}
    </>
  );
}

function OwnSession({ page, session, end }: { page: Page; session: StaffSessionRow; end: Act }) {
  const { t, format } = page.words;
  const device = deviceWords(page.words, session.device);
  const times = { moment: format.moment(session.startedAt), last: format.moment(session.lastSeenAt) };
  return (
    <li className="row row-wrap">
      <Icon name="user" />
      <div className="row-text">
        <p>
          <b>{device}</b>
          <span className="small muted">
            {t("staffAccount.since", times)} · {t(`staffAccount.method_${session.method}`)}
          </span>
        </p>
      </div>
      {session.current ? (
        <Tag tone="good">{t("staffAccount.thisOne")}</Tag>
      ) : (
        <ActForm page={page} act={end} values={{ id: session.id }} at="sessions">
          <Button small label={t("staffAccount.endNamed", { device })}>
            {t("staffAccount.end")}
          </Button>
        </ActForm>
      )}
    </li>
  );
}
