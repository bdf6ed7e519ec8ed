import type { ReactNode } from "react";
import type { Page } from "@/components/page";
import { ProblemNotice } from "@/components/problem-notice";
import { Shell } from "@/components/shell/shell";
import { Announce } from "@/components/ui/notice";
import type { Ctx } from "@/domain/context";
import { brandFace } from "@/web/brand-face";
import { frameProblem } from "@/web/frame-problem";
import { offeredLocales } from "@/web/locale";
import type { Place } from "@/web/navigation";
import { chooseLanguageAction, signOutAction } from "./actions";

interface FrameProps {
  ctx: Ctx;
  page: Page;
  title: string;
  at: Place;
  narrow?: boolean;
  children: ReactNode;
}

/** The frame of a page, with the two forms that every page has. */
export async function Frame({ ctx, children, ...rest }: FrameProps) {
  const { brand } = ctx.house;
  const problem = await frameProblem();
  return (
    <Shell
      {...rest}
      brand={brandFace(brand, ctx.locale)}
      signedIn={ctx.actor.kind === "customer"}
      locales={offeredLocales(brand)}
      signOut={signOutAction}
      chooseLanguage={chooseLanguageAction}
    >
      {problem && (
        <Announce>
          <ProblemNotice page={rest.page} problem={problem} />
        </Announce>
      )}
      {children}
    </Shell>
  );
}
