import type { Logo } from "./shell";

/** The brand's logo beside its written name, so it needs no words of its own. */
export function BrandMark({ logo }: { logo: Logo | null }) {
  if (!logo) return null;
  return (
    <picture>
      {logo.dark && <source srcSet={logo.dark} media="(prefers-color-scheme: dark)" />}
      <img className="brand-mark" src={logo.src} alt="" width={logo.width} height={32} />
    </picture>
  );
}
