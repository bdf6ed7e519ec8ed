import { redirect } from "next/navigation";
import { ProblemNotice } from "@/components/problem-notice";
import { BrandAccount } from "@/components/sign-in/brand-account";
import { CodeForm } from "@/components/sign-in/code-form";
import { GoodToKnow } from "@/components/sign-in/good-to-know";
import { SentNotice } from "@/components/sign-in/sent-notice";
import { SignInNotice } from "@/components/sign-in/sign-in-notice";
import { StartForm } from "@/components/sign-in/start-form";
import { Card, PageHead } from "@/components/ui/layout";
import { readHint } from "@/domain/links";
import { brandFace } from "@/web/brand-face";
import { readFlash } from "@/web/flash";
import { ownPath } from "@/web/own-path";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requestContext } from "@/web/request-context";
import { sentIn } from "@/web/sign-in";
import { phoneExample, senderOf } from "@/web/texts";
import { Frame } from "../../frame";
import { codeAction, startAction } from "./actions";

export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requestContext();
  const query = await readQuery(searchParams);
  const next = ownPath(query.next);
  if (ctx.actor.kind === "customer") redirect(next);
  const page = pageOf(ctx, `/sign-in?${new URLSearchParams({ ...sentIn(query), next })}`);
  const { t } = page.words;
  const brand = brandFace(ctx.house.brand, ctx.locale);
  const flash = query.problem ? await readFlash(query.form ?? "") : null;
  const wrong = flash?.problem === "invalid";
  const sentTo = query.sent ? null : readHint(ctx.house, query.for);
  return (
    <Frame ctx={ctx} page={page} at="sign-in" title={t(titleOf(query.sent))} narrow>
      <PageHead title={t("signIn.title")} lede={t("signIn.lede", { brand: brand.name })} />
      {sentTo && <p>{t("signIn.sentTo", { address: sentTo })}</p>}
      <SignInNotice page={page} query={query} account={ctx.house.settings.openId ? brand.name : undefined}>
        {flash && !wrong && <ProblemNotice page={page} problem={flash.problem} />}
      </SignInNotice>
      <Card pad>
        {query.sent ? (
          <>
            <SentNotice page={page} {...senderOf(ctx.house, query)} />
            <CodeForm
              page={page}
              act={codeAction}
              next={next}
              error={wrong ? t("signIn.codeWrong", { minutes: 10 }) : undefined}
            />
          </>
        ) : (
          <StartForm
            page={page}
            act={startAction}
            next={next}
            who={flash?.values.who}
            wrong={wrong ? (flash.values.who ?? "") : undefined}
            phone={phoneExample(ctx.house)}
          />
        )}
        {!query.sent && ctx.house.settings.openId && (
          <BrandAccount page={page} brand={brand} action="/api/auth/start" next={next} />
        )}
      </Card>
      <GoodToKnow page={page} />
    </Frame>
  );
}

const titleOf = (sent: string | undefined) =>
  sent === "text" ? "signIn.textedTitle" : sent ? "signIn.sentTitle" : "signIn.title";
