import type { ReactNode } from "react";
import type { StaffRefusal } from "@/domain/staff/catalog";
import type { Page } from "../page";
import { Announce, Notice } from "../ui/notice";

const REFUSALS: readonly (StaffRefusal | "source_unavailable")[] = [
  "not_accepted",
  "disabled",
  "no_role",
  "no_email",
  "not_fresh",
  "other_account",
  "source_unavailable",
];

interface StaffNoticeProps {
  page: Page;
  query: Record<string, string | undefined>;
  /** What else there is to say of it. */
  children?: ReactNode;
}

/** Why nobody was signed in, or that somebody was signed out. Words in the address choose among ours only. */
export function StaffNotice({ page, query, children }: StaffNoticeProps) {
  const { t } = page.words;
  const refused = REFUSALS.find((why) => why === query.refused);
  return (
    <Announce>
      {children}
      {refused && <Notice tone="warn" title={t(`staffSignIn.refused_${refused}`)} />}
      {query.bye === "1" && (
        <Notice tone="good" title={t("staffSignIn.signedOut")}>
          <p>{t("staffSignIn.signedOutText")}</p>
        </Notice>
      )}
      {query.next && query.next !== "/desk" && !query.sent && !refused && (
        <Notice tone="info" icon="lock" title={t("staffSignIn.needed")}>
          <p>{t(query.unsent === "1" ? "signIn.unsentText" : "staffSignIn.neededText")}</p>
        </Notice>
      )}
    </Announce>
  );
}
