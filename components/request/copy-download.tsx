import type { Page } from "../page";
import { Button } from "../ui/button";
import { Announce, Notice } from "../ui/notice";

/** The copy is made while it is downloaded: once, until then. */
export function CopyDownload({ page, link, until }: { page: Page; link: string; until: Date }) {
  const { t, format } = page.words;
  return (
    <>
      <Announce>
        <Notice tone="good" title={t("requests.copyReadyTitle")}>
          <p>{t("requests.copyReadyText", { time: format.time(until) })}</p>
        </Notice>
      </Announce>
      <form method="post" action="/requests/copy/download" className="stack">
        <input type="hidden" name="stamp" value={page.stamp} />
        <input type="hidden" name="token" value={link} />
        <Button kind="main" icon="download">
          {t("requests.copyDownload")}
        </Button>
        <p className="small muted">{t("requests.copyFile")}</p>
      </form>
    </>
  );
}
