import { ButtonLink } from "@/components/ui/button";
import { Crumb } from "@/components/ui/crumb";
import { Field } from "@/components/ui/field";
import { Card, PageHead } from "@/components/ui/layout";
import { Announce, Notice } from "@/components/ui/notice";
import { requireDesk } from "@/web/desk-context";
import { INTEGRATIONS } from "@/web/key-actions";
import { pageOf } from "@/web/page";
import { showOnce } from "@/web/shown-once";
import { WEBHOOKS } from "@/web/webhook-actions";
import { DeskFrame } from "../../../desk-frame";

export default async function MadeEndpointPage() {
  const ctx = await requireDesk("admin");
  const made = await showOnce(ctx);
  const page = pageOf(ctx, `${WEBHOOKS}/made`);
  const { t } = page.words;
  return (
    <DeskFrame ctx={ctx} page={page} at="integrations" title={t("webhooks.madeTitle")} narrow>
      <Crumb href={INTEGRATIONS}>{t("integrations.toList")}</Crumb>
      <PageHead title={t("webhooks.madeTitle")} />
      <Announce>
        <Notice tone={made ? "warn" : "info"} title={t(made ? "integrations.madeOnce" : "webhooks.madeGone")}>
          <p>{t(made ? "integrations.madeOnceText" : "webhooks.madeGoneText")}</p>
        </Notice>
      </Announce>
      {made && (
        <Card pad>
          <Field
            label={t("webhooks.secretOf", { host: made.host ?? "" })}
            hint={t("webhooks.secretHint")}
            defaultValue={made.secret}
            readOnly
            autoComplete="off"
            spellCheck={false}
            translate="no"
          />
          <ButtonLink kind="main" href={`${WEBHOOKS}/${made.id}#try`}>
            {t("webhooks.toTry")}
          </ButtonLink>
        </Card>
      )}
    </DeskFrame>
  );
}
