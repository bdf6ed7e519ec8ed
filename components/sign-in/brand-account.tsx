import type { Page } from "../page";
import { BrandMark } from "../shell/brand-mark";
import type { BrandFace } from "../shell/shell";

interface BrandAccountProps {
  page: Page;
  brand: BrandFace;
  /** The route that starts the brand's own sign-in, by POST and without script. */
  action: string;
  next: string;
}

export function BrandAccount({ page, brand, action, next }: BrandAccountProps) {
  const { t } = page.words;
  return (
    <>
      <p className="or">
        <span>{t("signIn.or")}</span>
      </p>
      <form method="post" action={action}>
        <input type="hidden" name="next" value={next} />
        <button type="submit" className="btn btn-wide btn-sso">
          <BrandMark logo={brand.logo} />
          <span>{t("signIn.brandAccount", { brand: brand.name })}</span>
        </button>
      </form>
    </>
  );
}
