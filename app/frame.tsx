import type { ReactNode } from "react";
import type { Page } from "@/components/page";
import { ProblemNotice } from "@/components/problem-notice";
import { type PlainForm, Shell } from "@/components/shell/shell";
import { TermsNotice } from "@/components/terms/terms-notice";
import { Announce } from "@/components/ui/notice";
import { VisitBanner } from "@/components/visit-banner/visit-banner";
import type { Ctx } from "@/domain/context";
import { noteViewed } from "@/domain/visits";
import { brandFace } from "@/web/brand-face";
import { frameProblem } from "@/web/frame-problem";
import { offeredLocales } from "@/web/locale";
import type { Place } from "@/web/navigation";
import { askedAtSignIn } from "@/web/terms-reader";
import { visitedOf } from "@/web/visited";
import { chooseLanguageAction, endVisitAction, signOutAction } from "./actions";

interface FrameProps {
  ctx: Ctx;
  page: Page;
  title: string;
  at: Place;
  narrow?: boolean;
  /** Ids of the held items on the page, for the record of a visit. */
  items?: readonly string[];
  /** Where the page's own address takes no actions. */
  languageForm?: PlainForm;
  children: ReactNode;
}

/**
 * The frame of a page, with the forms that every page has. In a visit nothing of the page is sent before it is
 * on record that it was opened.
 */
export async function Frame({ ctx, children, items = [], languageForm, ...props }: FrameProps) {
  const { brand } = ctx.house;
  const problem = await frameProblem();
  const visit = ctx.actor.kind === "staff" ? ctx.actor.visit : null;
  const rest = { ...props, page: { ...props.page, visit: await visitedOf(ctx) } };
  // A page that is nobody's own shows nothing of the customer.
  if (visit && rest.at !== "none") await noteViewed(ctx, { page: rest.page.path, items: [...items] });
  return (
    <Shell
      {...rest}
      brand={brandFace(brand, ctx.locale)}
      signedIn={ctx.actor.kind === "customer" || visit !== null}
      banner={visit && <VisitBanner page={rest.page} visit={visit} now={ctx.now} end={endVisitAction} />}
      locales={offeredLocales(brand)}
      signOut={signOutAction}
      chooseLanguage={languageForm ?? chooseLanguageAction}
    >
      {problem && (
        <Announce>
          <ProblemNotice page={rest.page} problem={problem} />
        </Announce>
      )}
      <TermsNotice page={rest.page} standings={await askedAtSignIn(ctx, rest.at)} />
      {children}
    </Shell>
  );
}
