import { KeyForm } from "@/components/integrations/key-form";
import { ProblemNotice } from "@/components/problem-notice";
import { Crumb } from "@/components/ui/crumb";
import { PageHead } from "@/components/ui/layout";
import { Announce } from "@/components/ui/notice";
import { requireDesk } from "@/web/desk-context";
import { readFlash } from "@/web/flash";
import { INTEGRATIONS } from "@/web/key-actions";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../../../desk-frame";
import { createKeyAction } from "../../actions";

export default async function NewKeyPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireDesk("admin");
  const query = await readQuery(searchParams);
  const refused = query.problem ? await readFlash("key") : null;
  const page = pageOf(ctx, `${INTEGRATIONS}/keys/new`);
  const { t } = page.words;
  const isTaken = query.problem === "conflict";
  return (
    <DeskFrame ctx={ctx} page={page} at="integrations" title={t("integrations.make")} narrow>
      <Crumb href={INTEGRATIONS}>{t("integrations.toList")}</Crumb>
      <PageHead title={t("integrations.make")} lede={t("integrations.keysText")} />
      <Announce>{!isTaken && <ProblemNotice page={page} problem={query.problem ?? null} />}</Announce>
      <KeyForm
        page={page}
        create={createKeyAction}
        typed={refused?.values ?? {}}
        problem={query.problem ?? null}
        wrong={refused?.fields ?? []}
      />
    </DeskFrame>
  );
}
