import type { ChoicesView } from "@/domain/choices/catalog";
import type { Standing, TermsView } from "@/domain/terms/catalog";
import type { Act, Page } from "../page";
import { MissingNotice } from "./missing-notice";
import { OtherVersion } from "./other-version";
import { ReaderPart } from "./reader-part";
import type { PointActs } from "./reading";
import { TermsBeside } from "./terms-beside";

/** A text with its reader's own part, as a customer reads it; the desk previews a version by the very same. */
export interface CustomerTextProps {
  page: Page;
  view: TermsView;
  /** Null where nobody is signed in. */
  choices: ChoicesView | null;
  standing: Standing | null;
  acts: PointActs & { decide: Act };
  /** The brand's name in the page's language. */
  brand: string;
  /** The point that the address names, and the decision that was just made. */
  chosen: string | null;
  done: string | null;
  /** Lets the page's own style run. */
  nonce: string | undefined;
}

/** Everything of the page of a text below its title. */
export function CustomerText(props: CustomerTextProps) {
  const { page, view, choices, standing, acts, brand, chosen, done, nonce } = props;
  return (
    <>
      <OtherVersion page={page} view={view} />
      <MissingNotice page={page} view={view} brand={brand} />
      <ReaderPart {...{ page, view, standing, done }} decide={acts.decide} />
      <TermsBeside {...{ page, view, choices, acts, chosen, nonce }} />
    </>
  );
}
