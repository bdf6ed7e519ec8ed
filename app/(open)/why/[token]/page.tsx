import { LinkOver } from "@/components/links/link-over";
import { StopWays } from "@/components/links/stop-ways";
import { WhyFacts } from "@/components/links/why-facts";
import { Card, PageHead, Section } from "@/components/ui/layout";
import { UseTitle } from "@/components/use-title";
import { readWhy } from "@/domain/links";
import { asHolder, languageForm, linkSecret } from "@/web/link-page";
import { pageOf } from "@/web/page";
import { requestContext } from "@/web/request-context";
import { phoneExample } from "@/web/texts";
import { Frame } from "../../../frame";

/** Says why something came, without signing in and without values. Opening it changes nothing. */
export default async function WhyPage({ params }: { params: Promise<{ token: string }> }) {
  const ctx = asHolder(await requestContext());
  const { token: given } = await params;
  const token = linkSecret(given);
  const view = await readWhy(ctx, { secret: token });
  const page = pageOf(ctx, `/why/${token}`);
  const { t, format } = page.words;
  const open = view.state === "open" ? view : null;
  const title = t(open ? "why.title" : "stop.overTitle");
  const use = open?.use;
  const lede = use
    ? t.rich("why.lede", { title: () => <UseTitle title={use.title} />, date: format.moment(use.at) })
    : t("why.ledePlain", { purpose: open?.purpose.text ?? "" });
  return (
    <Frame ctx={ctx} page={page} at="none" title={title} narrow languageForm={languageForm(token, "why")}>
      {open ? (
        <>
          <PageHead title={title} lede={lede} />
          <Card pad>
            <h2>{open.purpose.text}</h2>
            <WhyFacts page={page} view={open} />
            <p className="small muted">
              {t.rich("why.noValues", { link: (text) => <a href="/data">{text}</a> })}
            </p>
          </Card>
          {open.cell.stops && (
            <Section title={t("why.stopTitle")}>
              <StopWays page={page} token={token} view={open} />
            </Section>
          )}
        </>
      ) : (
        <LinkOver page={page} token={token} wrong={false} phone={phoneExample(ctx.house)} />
      )}
    </Frame>
  );
}
