import type { Page } from "../page";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Card, PageHead } from "../ui/layout";
import { LinkForm } from "./link-form";

/** Wrong, forged, old and used links look alike; anybody may ask for a fresh one and reads the same. */
export function LinkOver({ page, token, wrong }: { page: Page; token: string; wrong: boolean }) {
  const { t } = page.words;
  return (
    <>
      <PageHead title={t("stop.overTitle")} lede={t("stop.overText")} />
      <Card pad>
        <h2 className="h-sm">{t("stop.freshTitle")}</h2>
        <p>{t("stop.freshText")}</p>
        <LinkForm page={page} token={token} values={{ act: "fresh" }} className="stack">
          <Field
            label={t("signIn.who")}
            hint={t("signIn.whoHint")}
            error={wrong ? t("signIn.whoWrong") : undefined}
            name="who"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
            required
          />
          <Button wide>{t("stop.fresh")}</Button>
        </LinkForm>
      </Card>
    </>
  );
}
