import type { ReactNode } from "react";
import type { Page } from "@/components/page";
import { Shell } from "@/components/shell/shell";
import type { Ctx } from "@/domain/context";
import { brandFace } from "@/web/brand-face";
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
export function Frame({ ctx, ...rest }: FrameProps) {
  const { brand } = ctx.house;
  return (
    <Shell
      {...rest}
      brand={brandFace(brand, ctx.locale)}
      signedIn={ctx.actor.kind === "customer"}
      locales={offeredLocales(brand)}
      signOut={signOutAction}
      chooseLanguage={chooseLanguageAction}
    />
  );
}
