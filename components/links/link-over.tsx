import type { Page } from "../page";
import { WhoField } from "../sign-in/who-field";
import { Button } from "../ui/button";
import { Card, PageHead } from "../ui/layout";
import { LinkForm } from "./link-form";

interface LinkOverProps {
  page: Page;
  token: string;
  wrong: boolean;
  /** A phone number as the brand's customers write it; null where no text can be sent. */
  phone: string | null;
}

/** Wrong, forged, old and used links look alike; anybody may ask for a fresh one and reads the same. */
export function LinkOver({ page, token, wrong, phone }: LinkOverProps) {
  const { t } = page.words;
  return (
    <>
      <PageHead title={t("stop.overTitle")} lede={t("stop.overText")} />
      <Card pad>
        <h2 className="h-sm">{t("stop.freshTitle")}</h2>
        <p>{t("stop.freshText")}</p>
        <LinkForm page={page} token={token} values={{ act: "fresh" }} className="stack">
          <WhoField page={page} wrong={wrong ? "" : undefined} phone={phone} />
          <Button wide>{t("stop.fresh")}</Button>
        </LinkForm>
      </Card>
    </>
  );
}
