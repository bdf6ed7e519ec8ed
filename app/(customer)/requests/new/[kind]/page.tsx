import { notFound, redirect } from "next/navigation";
import { ProblemNotice } from "@/components/problem-notice";
import { RequestForm } from "@/components/request/request-form";
import { Crumb } from "@/components/ui/crumb";
import { Card, PageHead } from "@/components/ui/layout";
import { Announce } from "@/components/ui/notice";
import { listHeldData } from "@/domain/held-data";
import { REQUEST_KINDS } from "@/domain/requests/catalog";
import { readFlash } from "@/web/flash";
import { customerPage } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requireContext } from "@/web/request-context";
import { Frame } from "../../../../frame";
import { openRequestAction } from "../../actions";

interface Props {
  params: Promise<{ kind: string }>;
  searchParams: Query;
}

export default async function NewRequestPage({ params, searchParams }: Props) {
  const ctx = await requireContext();
  const asked = (await params).kind;
  const kind = REQUEST_KINDS.find((one) => one === asked);
  if (!kind) notFound();
  if (kind === "copy") redirect("/requests/copy");
  const query = await readQuery(searchParams);
  const flash = query.problem ? await readFlash("request") : null;
  const words = flash?.problem === "invalid";
  const page = await customerPage(ctx, `/requests/new/${kind}`);
  const { t } = page.words;
  return (
    <Frame ctx={ctx} page={page} at="requests" title={t(`requests.start_${kind}`)} narrow>
      <Crumb href="/requests">{t("requests.all")}</Crumb>
      <PageHead title={t(`requests.start_${kind}`)} lede={t(`requests.about_${kind}`)} />
      <Announce>{!words && <ProblemNotice page={page} problem={query.problem ?? null} />}</Announce>
      <Card pad>
        <RequestForm
          page={page}
          kind={kind}
          held={await listHeldData(ctx)}
          open={openRequestAction}
          typed={flash?.values ?? { item: query.item ?? "" }}
          error={words ? t("requests.wordsMissing") : undefined}
        />
      </Card>
    </Frame>
  );
}
