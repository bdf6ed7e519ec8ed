import { Crumb } from "@/components/ui/crumb";
import { Field } from "@/components/ui/field";
import { Card, PageHead } from "@/components/ui/layout";
import { Announce, Notice } from "@/components/ui/notice";
import { requireDesk } from "@/web/desk-context";
import { INTEGRATIONS } from "@/web/key-actions";
import { pageOf } from "@/web/page";
import { showOnce } from "@/web/shown-once";
import { DeskFrame } from "../../../desk-frame";

export default async function MadeKeyPage() {
  const ctx = await requireDesk("admin");
  const made = await showOnce(ctx);
  const page = pageOf(ctx, `${INTEGRATIONS}/keys/made`);
  const { t } = page.words;
  const told = made ? "madeOnce" : "madeGone";
  return (
    <DeskFrame ctx={ctx} page={page} at="integrations" title={t("integrations.madeTitle")} narrow>
      <Crumb href={INTEGRATIONS}>{t("integrations.toList")}</Crumb>
      <PageHead title={t("integrations.madeTitle")} />
      <Announce>
        <Notice tone={made ? "warn" : "info"} title={t(`integrations.${told}`)}>
          <p>{t(`integrations.${told}Text`)}</p>
        </Notice>
      </Announce>
      {made && (
        <Card pad>
          <Field
            label={t("integrations.secret", { name: made.name ?? "" })}
            hint={t("integrations.secretHint")}
            defaultValue={made.secret}
            readOnly
            autoComplete="off"
            spellCheck={false}
            translate="no"
          />
        </Card>
      )}
    </DeskFrame>
  );
}
