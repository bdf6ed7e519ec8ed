import { notFound } from "next/navigation";
import { ProblemNotice } from "@/components/problem-notice";
import { RequestAnswer } from "@/components/request/answer";
import { LawLine } from "@/components/request/law-line";
import { RequestMessages } from "@/components/request/messages";
import { requestName } from "@/components/request/request-name";
import { RequestNews } from "@/components/request/request-news";
import { RequestTracker } from "@/components/request/request-tracker";
import { Crumb } from "@/components/ui/crumb";
import { PageHead, Section } from "@/components/ui/layout";
import { readRequest } from "@/domain/requests";
import { ReadRequestInput } from "@/domain/requests/catalog";
import { readFlash } from "@/web/flash";
import { orNotFound } from "@/web/or-not-found";
import { customerPage } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requireContext } from "@/web/request-context";
import { Frame } from "../../../frame";
import { writeAction } from "../actions";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Query;
}

export default async function RequestPage({ params, searchParams }: Props) {
  const ctx = await requireContext();
  const [asked, query] = [ReadRequestInput.safeParse(await params), await readQuery(searchParams)];
  if (!asked.success) notFound();
  const request = await orNotFound(() => readRequest(ctx, asked.data));
  const page = await customerPage(ctx, `/requests/${request.id}`);
  const { t, format } = page.words;
  const name = requestName(page.words, request);
  const flash = query.problem ? await readFlash("message") : null;
  const words = flash?.problem === "invalid";
  const made = { reference: request.reference, date: format.day(request.openedAt) };
  return (
    <Frame ctx={ctx} page={page} at="requests" title={name}>
      <Crumb href="/requests">{t("requests.all")}</Crumb>
      <PageHead title={name} lede={t("requests.reference", made)} />
      <RequestNews page={page} request={request} query={query}>
        {!words && <ProblemNotice page={page} problem={query.problem ?? null} />}
      </RequestNews>
      <Section title={t("requests.where")} hideTitle first>
        <div className="card pad">
          <RequestTracker page={page} request={request} />
          <LawLine page={page} request={request} />
        </div>
      </Section>
      {request.openedFor && (
        <p className="section muted">{t("requests.openedFor", { ...request.openedFor })}</p>
      )}
      {request.text && (
        <Section title={t(request.openedFor ? "requests.supportWrote" : "requests.youWrote")}>
          <p className="card pad written">{request.text}</p>
        </Section>
      )}
      <RequestAnswer page={page} request={request} authority={ctx.house.brand.authority?.url ?? null} />
      {page.visit && <p className="section muted">{t("visit.withheldWords")}</p>}
      {request.kind !== "copy" && !page.visit && (
        <RequestMessages
          page={page}
          request={request}
          write={writeAction}
          typed={flash?.values.text}
          error={words ? t("requests.wordsMissing") : undefined}
        />
      )}
    </Frame>
  );
}
