import { ActForm } from "@/components/act-form";
import { ProblemNotice } from "@/components/problem-notice";
import { CodeForm } from "@/components/sign-in/code-form";
import { SentNotice } from "@/components/sign-in/sent-notice";
import { SignInNotice } from "@/components/sign-in/sign-in-notice";
import { Button } from "@/components/ui/button";
import { Card, PageHead } from "@/components/ui/layout";
import { Notice } from "@/components/ui/notice";
import { readStepUp } from "@/domain/sessions";
import { STEP_UP_MINUTES } from "@/domain/sessions/catalog";
import { ownPath } from "@/web/own-path";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requireContext } from "@/web/request-context";
import { sentIn, wantedTo } from "@/web/sign-in";
import { senderOf } from "@/web/texts";
import { Frame } from "../../../frame";
import { againAction, againCodeAction } from "../actions";

/** Asks a person who is signed in to prove again who they are. */
export default async function AgainPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireContext();
  const query = await readQuery(searchParams);
  const next = ownPath(query.next);
  const to = wantedTo(query);
  const page = pageOf(ctx, `/sign-in/again?${new URLSearchParams({ ...sentIn(query), ...to, next })}`);
  const { t } = page.words;
  const forCopy = next.startsWith("/requests/copy");
  const { kind } = await readStepUp(ctx, to);
  const plain = t(kind === "phone" ? "signIn.stepUpByText" : "signIn.stepUpPlain");
  const lede = forCopy ? t("signIn.stepUpLede", { minutes: STEP_UP_MINUTES }) : plain;
  const wrong = query.problem === "invalid";
  return (
    <Frame ctx={ctx} page={page} at="none" title={t("signIn.stepUpTitle")} narrow>
      <PageHead title={t("signIn.stepUpTitle")} lede={lede} />
      <SignInNotice page={page} query={{ refused: query.refused }}>
        {!wrong && <ProblemNotice page={page} problem={query.problem ?? null} />}
        {query.none === "1" && <Notice tone="warn" title={t("signIn.stepUpNowhere")} />}
      </SignInNotice>
      <Card pad>
        {query.sent ? (
          <>
            <SentNotice page={page} {...senderOf(ctx.house, query)} />
            <CodeForm
              page={page}
              act={againCodeAction}
              next={next}
              error={wrong ? t("signIn.codeWrong", { minutes: 10 }) : undefined}
            />
          </>
        ) : (
          <ActForm page={page} act={againAction} values={{ next, ...to }}>
            <Button kind="main" wide>
              {t("signIn.stepUpStart")}
            </Button>
          </ActForm>
        )}
      </Card>
    </Frame>
  );
}
