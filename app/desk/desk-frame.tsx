import type { ReactNode } from "react";
import { DeskShell } from "@/components/desk/desk-shell";
import type { Page } from "@/components/page";
import { ProblemNotice } from "@/components/problem-notice";
import { Announce } from "@/components/ui/notice";
import type { Ctx } from "@/domain/context";
import { brandFace } from "@/web/brand-face";
import type { DeskPlace } from "@/web/desk-navigation";
import { frameProblem } from "@/web/frame-problem";
import { offeredLocales } from "@/web/locale";
import { chooseDeskLanguageAction, signOutStaffAction } from "./actions";

interface DeskFrameProps {
  ctx: Ctx;
  page: Page;
  title: string;
  at: DeskPlace;
  narrow?: boolean;
  children: ReactNode;
}

/** The frame of a desk page, with the two forms that every one has. */
export async function DeskFrame({ ctx, children, ...rest }: DeskFrameProps) {
  const { actor, house } = ctx;
  const problem = await frameProblem();
  return (
    <DeskShell
      {...rest}
      brand={brandFace(house.brand, ctx.locale)}
      who={actor.kind === "staff" ? { name: actor.name, role: actor.role } : null}
      locales={offeredLocales(house.brand)}
      signOut={signOutStaffAction}
      chooseLanguage={chooseDeskLanguageAction}
    >
      {problem && (
        <Announce>
          <ProblemNotice page={rest.page} problem={problem} />
        </Announce>
      )}
      {children}
    </DeskShell>
  );
}
