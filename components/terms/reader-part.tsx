import type { Standing, TermsView } from "@/domain/terms/catalog";
import type { Act, Page } from "../page";
import { Agreement } from "./agreement";
import { TermsNews } from "./other-version";
import { VersionBar } from "./version-bar";

interface ReaderPartProps {
  page: Page;
  view: TermsView;
  standing: Standing | null;
  decide: Act;
  /** The decision that was just made. */
  done: string | null;
}

/** Versions, what is new and the question. What is new is told before it is asked about; an answer's result stands first. */
export function ReaderPart({ page, view, standing, decide, done }: ReaderPartProps) {
  const current = view.standing === "in_force" ? standing : null;
  const changes = current?.changes ?? null;
  const toldFirst = changes !== null && done === null;
  const question = current && <Agreement page={page} standing={current} decide={decide} done={done} />;
  return (
    <>
      {!toldFirst && question}
      <VersionBar page={page} view={view} standing={standing} />
      <TermsNews page={page} view={view} changes={changes} />
      {toldFirst && question}
    </>
  );
}
