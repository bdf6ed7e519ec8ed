import type { Page } from "../page";
import { ProblemNotice } from "../problem-notice";
import { Announce, Notice } from "../ui/notice";

const DONE = ["totp", "codes", "passkey", "removed", "session", "others"] as const;

/** What was just done on the page, or why not. */
export function StaffAccountNews({ page, query }: { page: Page; query: Record<string, string | undefined> }) {
  const done = DONE.find((one) => one === query.done);
  return (
    <Announce>
      <ProblemNotice page={page} problem={query.problem ?? null} />
      {done && <Notice tone="good" title={page.words.t(`staffAccount.done_${done}`)} />}
    </Announce>
  );
}
