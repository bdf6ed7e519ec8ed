import { RulesStanding } from "@/components/desk/rules-standing";
import { RulesText } from "@/components/desk/rules-text";
import { SignedBefore, SignRules } from "@/components/desk/sign-rules";
import { ProblemNotice } from "@/components/problem-notice";
import { PageHead, Section } from "@/components/ui/layout";
import { Announce, Notice } from "@/components/ui/notice";
import { readHandlingRules } from "@/domain/staff";
import { requireDesk } from "@/web/desk-context";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../desk-frame";
import { signRulesAction } from "./actions";

export default async function RulesPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireDesk();
  const [rules, query] = [await readHandlingRules(ctx), await readQuery(searchParams)];
  const page = pageOf(ctx, "/desk/rules");
  const { t } = page.words;
  const justSigned = query.signed === "1" && rules.signed !== null;
  const unticked = query.problem === "invalid";
  const role = t(`desk.role.${rules.role}`);
  return (
    <DeskFrame ctx={ctx} page={page} at="rules" title={t("desk.rules.title")} narrow>
      <PageHead title={t("desk.rules.title")} lede={t("desk.rules.lede", { role })} />
      <Announce>
        {justSigned && <RulesStanding page={page} rules={rules} title={t("desk.rules.done")} />}
        {query.problem === "conflict" && (
          <Notice tone="warn" title={t("desk.rules.changed")}>
            <p>{t("desk.rules.changedText")}</p>
          </Notice>
        )}
        {!unticked && query.problem !== "conflict" && (
          <ProblemNotice page={page} problem={query.problem ?? null} />
        )}
      </Announce>
      {!justSigned && <RulesStanding page={page} rules={rules} />}
      {rules.text && (
        <Section title={t("desk.rules.text")}>
          <div className="card pad">
            <RulesText text={rules.text} />
          </div>
        </Section>
      )}
      <SignRules
        page={page}
        rules={rules}
        sign={signRulesAction}
        error={unticked ? t("desk.rules.tick") : undefined}
      />
      <SignedBefore page={page} rules={rules} />
    </DeskFrame>
  );
}
