import { SIGN_IN_MINUTES } from "@/domain/sessions/catalog";
import type { Page } from "../page";
import { Announce, Notice } from "../ui/notice";

/** The same words for every address. */
export function SentNotice({ page, from }: { page: Page; from: string }) {
  const { t } = page.words;
  return (
    <>
      <Announce>
        <Notice tone="info" icon="mail" title={t("signIn.sentTitle")}>
          <p>{t("signIn.sentText", { from: plainAddress(from), minutes: SIGN_IN_MINUTES })}</p>
        </Notice>
      </Announce>
      <p className="small muted">
        {t.rich("signIn.nothingCame", { again: (chunks) => <a href="/sign-in">{chunks}</a> })}
      </p>
    </>
  );
}

/** The address alone, of `Name <address>`. */
const plainAddress = (from: string): string => /<([^>]+)>/u.exec(from)?.[1] ?? from;
