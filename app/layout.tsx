import type { Viewport } from "next";
import { headers } from "next/headers";
import { type ReactNode, Suspense } from "react";
import { KeepPlace } from "@/components/keep-place";
import { PageStyle } from "@/components/page-style";
import { wordsOf } from "@/web/page";
import { requestContext } from "@/web/request-context";
import { themeStyle } from "@/web/theme";
import style from "./pages.sheet";

Reflect.set(globalThis, Symbol.for("forthright.style"), style);

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

/** Language, direction, the brand's colours. Made anew for each request, so that the nonce is never stale. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const ctx = await requestContext();
  const { t, locale, dir } = wordsOf(ctx);
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const { theme } = ctx.house.brand;
  return (
    <html lang={locale} dir={dir}>
      <head>
        <PageStyle nonce={nonce} />
        <style nonce={nonce}>{themeStyle(theme)}</style>
        {(theme.icon ?? theme.logo) && <link rel="icon" href="/theme/icon.svg" type="image/svg+xml" />}
      </head>
      <body
        data-fault-title={t("errors.faultTitle")}
        data-fault-text={t("errors.notShownText")}
        data-fault-written={t("errors.written")}
        data-fault-again={t("errors.again")}
        data-fault-reference={t("errors.reference", { number: ctx.requestId })}
      >
        {children}
        <Suspense>
          <KeepPlace />
        </Suspense>
      </body>
    </html>
  );
}
