import { notFound } from "next/navigation";
import { Difference } from "@/components/terms/difference";
import { Crumb } from "@/components/ui/crumb";
import { PageHead } from "@/components/ui/layout";
import { readDifference } from "@/domain/terms";
import { orNotFound } from "@/web/or-not-found";
import { customerPage } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requestContext } from "@/web/request-context";
import { DifferenceQuery, termsHref } from "@/web/terms-query";
import { Frame } from "../../../../frame";

interface DifferenceProps {
  params: Promise<{ document: string }>;
  searchParams: Query;
}

export default async function DifferencePage({ params, searchParams }: DifferenceProps) {
  const ctx = await requestContext();
  const [{ document }, query] = await Promise.all([params, readQuery(searchParams)]);
  const asked = DifferenceQuery.safeParse(query);
  if (!asked.success) notFound();
  const difference = await orNotFound(() => readDifference(ctx, { document, ...asked.data }));
  const { from, to } = difference;
  const path = `${termsHref(document)}/difference?${new URLSearchParams({ from, to })}`;
  const page = await customerPage(ctx, path);
  const { t, format } = page.words;
  const title = t("terms.differenceTitle", { name: difference.name.text });
  return (
    <Frame ctx={ctx} page={page} at="terms" title={title}>
      <Crumb href={termsHref(document)}>{difference.name.text}</Crumb>
      <PageHead
        title={title}
        lede={t("terms.differenceLede", { from: format.day(from), to: format.day(to) })}
      />
      <Difference page={page} difference={difference} />
    </Frame>
  );
}
