import { ActForm } from "@/components/act-form";
import { ProblemNotice } from "@/components/problem-notice";
import { CopyDownload } from "@/components/request/copy-download";
import { CopyParts } from "@/components/request/copy-parts";
import { Button } from "@/components/ui/button";
import { Crumb } from "@/components/ui/crumb";
import { PageHead, Section } from "@/components/ui/layout";
import { Announce, Notice } from "@/components/ui/notice";
import { CopyLinkInput } from "@/domain/requests/catalog";
import { customerPage } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requireContext } from "@/web/request-context";
import { Frame } from "../../../frame";
import { prepareCopyAction } from "../actions";
import { NotInVisit } from "./not-in-visit";

export default async function CopyPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireContext();
  const query = await readQuery(searchParams);
  const link = CopyLinkInput.safeParse({ token: query.link }).data?.token;
  const until = new Date(query.until ?? Number.NaN);
  const ready = link && until > ctx.now ? { link, until } : null;
  const page = await customerPage(ctx, "/requests/copy");
  const { t } = page.words;
  if (page.visit) return <NotInVisit ctx={ctx} page={page} />;
  const over = query.problem === "gone" || (link !== undefined && !ready);
  return (
    <Frame
      ctx={ctx}
      page={page}
      at="requests"
      title={t(ready ? "requests.copyReadyTitle" : "requests.copyTitle")}
    >
      <Crumb href="/requests">{t("requests.all")}</Crumb>
      <PageHead title={t("requests.copyTitle")} lede={t("requests.copyLede")} />
      <Announce>
        {over && (
          <Notice tone="info" title={t("requests.copyOver")}>
            <p>{t("requests.copyOverText")}</p>
          </Notice>
        )}
        {!over && <ProblemNotice page={page} problem={query.problem ?? null} />}
      </Announce>
      {ready ? (
        <CopyDownload page={page} {...ready} />
      ) : (
        <ActForm page={page} act={prepareCopyAction}>
          <Button kind="main">{t("requests.copyMake")}</Button>
        </ActForm>
      )}
      <Section title={t("requests.copyHave")}>
        <CopyParts page={page} />
      </Section>
    </Frame>
  );
}
