import type { ReactNode } from "react";
import type { Page } from "../page";
import { BrandLink } from "./header";
import type { BrandFace } from "./shell";

interface BareShellProps {
  page: Page;
  brand: BrandFace;
  title: string;
  banner?: ReactNode;
  children: ReactNode;
}

/** What stands around a page that is nobody's: whose site it is, and the page. */
export function BareShell({ page, brand, title, banner, children }: BareShellProps) {
  return (
    <>
      <title>{page.words.t("common.title", { page: title, brand: brand.name })}</title>
      {banner}
      <header className="top">
        <div className="wrap top-row">
          <BrandLink brand={brand} />
        </div>
      </header>
      <main id="main" className="wrap narrow" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
