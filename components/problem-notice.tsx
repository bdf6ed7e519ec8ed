import type { ErrorCode } from "@/domain/errors";
import type { Page } from "./page";
import { Notice } from "./ui/notice";

const KNOWN: readonly ErrorCode[] = [
  "not_saved",
  "other_person",
  "expired",
  "gone",
  "conflict",
  "locked",
  "not_offered",
  "invalid",
  "rate_limited",
  "source_unavailable",
  "forbidden",
  "signed_out",
  "step_up_required",
  "rules_unsigned",
  "not_found",
];

/** Why a form was refused, and what would be right. `problem` comes from the address, so anything may stand in it. */
export function ProblemNotice({ page, problem }: { page: Page; problem: string | null }) {
  const { t } = page.words;
  const code = KNOWN.find((known) => known === problem);
  if (!code) return null;
  if (code === "forbidden" && page.visit)
    return (
      <Notice tone="warn" title={t("visit.notInVisit")}>
        <p>{t("visit.notInVisitText")}</p>
      </Notice>
    );
  return (
    <Notice tone="warn" title={t(`errors.${code}`)}>
      <p>{t(`errors.${code}Text`)}</p>
    </Notice>
  );
}
