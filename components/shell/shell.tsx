import type { ReactNode } from "react";
import type { Place } from "@/web/navigation";
import type { Act, Page } from "../page";
import { Footer } from "./footer";
import { Header } from "./header";

/** The brand as the frame of a page shows it. */
export interface BrandFace {
  name: string;
  logo: Logo | null;
  contact: string;
  authority: string | null;
}

export interface Logo {
  src: string;
  dark: string | null;
  /** Drawn 32 px high; the width keeps its shape, so nothing moves when it arrives. */
  width: number;
}

/** A form that is sent as it is to an address, with these hidden fields. */
export interface PlainForm {
  to: string;
  values: Record<string, string>;
}

export interface ShellProps {
  page: Page;
  brand: BrandFace;
  /** The page's own name, first in the window's title. */
  title: string;
  at: Place;
  signedIn: boolean;
  /** The bar of a visit, over everything. */
  banner?: ReactNode;
  locales: readonly string[];
  signOut: Act;
  /** An action, or the address that takes a plain form where the page's own address does not take actions. */
  chooseLanguage: Act | PlainForm;
  narrow?: boolean;
  children: ReactNode;
}

/** What stands around every page: skip link, header with its menu, the page, footer. */
export function Shell(props: ShellProps) {
  const { page, brand, title, banner, narrow = false, children } = props;
  const { t } = page.words;
  return (
    <>
      <title>{t("common.title", { page: title, brand: brand.name })}</title>
      <a className="skip" href="#main">
        {t("shell.skip")}
      </a>
      {banner}
      <Header {...props} />
      <main id="main" className={narrow ? "wrap narrow" : "wrap"} tabIndex={-1}>
        {children}
      </main>
      <Footer {...props} />
    </>
  );
}
