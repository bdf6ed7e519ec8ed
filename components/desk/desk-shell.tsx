import type { ReactNode } from "react";
import type { DeskPlace } from "@/web/desk-navigation";
import type { Act, Page } from "../page";
import type { BrandFace } from "../shell/shell";
import { DeskHeader } from "./desk-header";

/** Somebody of staff, as their own pages name them. */
export interface DeskPerson {
  name: string;
  role: "support" | "privacy_officer" | "admin" | "auditor";
}

export interface DeskShellProps {
  page: Page;
  brand: BrandFace;
  /** The page's own name, first in the window's title. */
  title: string;
  at: DeskPlace;
  /** Null before sign-in. */
  who: DeskPerson | null;
  locales: readonly string[];
  signOut: Act;
  chooseLanguage: Act;
  narrow?: boolean;
  children: ReactNode;
}

/** What stands around every page of the desk. Nothing of a customer is in it. */
export function DeskShell(props: DeskShellProps) {
  const { page, brand, title, narrow = false, children } = props;
  const { t } = page.words;
  return (
    <>
      <title>{t("desk.title", { page: title, brand: brand.name })}</title>
      <a className="skip" href="#main">
        {t("shell.skip")}
      </a>
      <DeskHeader {...props} />
      <main id="main" className={narrow ? "wrap narrow" : "wrap"} tabIndex={-1}>
        {children}
      </main>
      <footer className="foot">
        <div className="wrap foot-row">
          <a href={`mailto:${brand.contact}`}>{t("desk.ask")}</a>
          <a href="/terms">{t("shell.terms")}</a>
          <span className="foot-end">{t("shell.runsOn")}</span>
        </div>
      </footer>
    </>
  );
}
