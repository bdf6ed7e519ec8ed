import { notFound } from "next/navigation";
import { GivenAnswer } from "@/components/desk/request-answer";
import { customerWords, RequestClock } from "@/components/desk/request-clock";
import { RequestNews } from "@/components/desk/request-news";
import { RequestWords } from "@/components/desk/request-words";
import { requestName } from "@/components/request/request-name";
import { Crumb } from "@/components/ui/crumb";
import { PageHead, Section } from "@/components/ui/layout";
import { ReadRequestInput } from "@/domain/requests/catalog";
import { requireDesk } from "@/web/desk-context";
import { DeskRequestQuery, partOf, readAtDesk, refusedForm } from "@/web/desk-request-page";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../../desk-frame";
import { writeAction } from "../actions";
import { Acts } from "./acts";
import { OwnRequest } from "./own-request";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Query;
}

export default async function DeskRequestPage({ params, searchParams }: Props) {
  const ctx = await requireDesk("privacy_officer");
  const [asked, query] = [ReadRequestInput.safeParse(await params), await readQuery(searchParams)];
  if (!asked.success) notFound();
  const request = await readAtDesk(ctx, asked.data.id);
  if (request === "own") return <OwnRequest ctx={ctx} />;
  const told = DeskRequestQuery.parse(query);
  const flash = await refusedForm(told);
  const page = pageOf(ctx, `/desk/requests/${request.id}`);
  const { t, format } = page.words;
  const name = requestName(page.words, request);
  const of = { reference: request.reference, customer: customerWords(page.words, request.customer) };
  const inForm = flash?.problem === "invalid";
  return (
    <DeskFrame ctx={ctx} page={page} at="requests" title={name}>
      <Crumb href="/desk/requests">{t("desk.request.all")}</Crumb>
      <PageHead title={name} lede={t("desk.request.lede", { ...of, date: format.day(request.openedAt) })} />
      <RequestNews page={page} did={told.did} problem={inForm ? null : (told.problem ?? null)} />
      <Section title={t("desk.request.clock")} first>
        <RequestClock page={page} request={request} />
      </Section>
      <RequestWords
        page={page}
        request={request}
        form={{ act: writeAction, ...partOf(flash, "desk-message", t("desk.request.needsWords")) }}
      />
      <GivenAnswer page={page} request={request} />
      <Acts ctx={ctx} page={page} request={request} told={told} flash={flash} />
    </DeskFrame>
  );
}
