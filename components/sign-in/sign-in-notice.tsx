import type { ReactNode } from "react";
import type { SignInRefusal } from "@/domain/sessions/catalog";
import type { Page } from "../page";
import { Announce, Notice } from "../ui/notice";

const REFUSALS: readonly SignInRefusal[] = ["not_accepted", "ambiguous", "unknown", "source_unavailable"];

interface SignInNoticeProps {
  page: Page;
  query: Record<string, string | undefined>;
  /** The brand whose account may have let them in, where it has accounts: we cannot sign anybody out of that one. */
  account?: string | undefined;
  /** What else there is to say of it. */
  children?: ReactNode;
}

/** Why nobody was signed in, or that somebody was signed out. Words in the address choose among ours only. */
export function SignInNotice({ page, query, account, children }: SignInNoticeProps) {
  const { t } = page.words;
  const refused = REFUSALS.find((why) => why === query.refused);
  return (
    <Announce>
      {children}
      {refused && <Notice tone="warn" title={t(`signIn.refused_${refused}`)} />}
      {query.bye === "1" && (
        <Notice tone="good" title={t("signIn.signedOut")}>
          <p>{t("signIn.signedOutText")}</p>
          {account && <p>{t("signIn.signedOutAccount", { brand: account })}</p>}
        </Notice>
      )}
      {query.next && query.next !== "/" && !query.sent && !refused && (
        <Notice tone="info" icon="lock" title={t("signIn.needed")}>
          <p>{t(query.unsent === "1" ? "signIn.unsentText" : "signIn.neededText")}</p>
        </Notice>
      )}
    </Announce>
  );
}
