import { SIGN_IN_MINUTES } from "@/domain/sessions/catalog";
import type { Page } from "../page";
import { Announce, Notice } from "../ui/notice";

interface SentNoticeProps {
  page: Page;
  /** What was typed, or where the code goes: a phone gets a text. */
  byText: boolean;
  /** The sender, as the message shows it; null where that is not known before. */
  from: string | null;
}

/** The same words for every address, and the same for every number. */
export function SentNotice({ page, byText, from }: SentNoticeProps) {
  const { t } = page.words;
  const minutes = SIGN_IN_MINUTES;
  const again = (chunks: React.ReactNode) => <a href="/sign-in">{chunks}</a>;
  return (
    <>
      <Announce>
        <Notice
          tone="info"
          icon={byText ? "text" : "mail"}
          title={t(byText ? "signIn.textedTitle" : "signIn.sentTitle")}
        >
          {!byText && <p>{t("signIn.sentText", { from: plainAddress(from ?? ""), minutes })}</p>}
          {byText && (
            <p>
              {from && t("signIn.textedFrom", { from })} {t("signIn.textedText", { minutes })}
            </p>
          )}
        </Notice>
      </Announce>
      <p className="small muted">{t.rich(byText ? "signIn.noTextCame" : "signIn.nothingCame", { again })}</p>
    </>
  );
}

/** The address alone, of `Name <address>`. */
const plainAddress = (from: string): string => /<([^>]+)>/u.exec(from)?.[1] ?? from;
