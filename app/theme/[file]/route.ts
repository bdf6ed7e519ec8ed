import { house } from "@/domain/house";

interface Params {
  params: Promise<{ file: string }>;
}

/** The brand's pictures. An SVG is shown as an image, and opened by itself it may run and load nothing. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const { theme } = house().brand;
  const files: Record<string, string | undefined> = {
    "logo.svg": theme.logo,
    "logo-dark.svg": theme.logoDark,
    "icon.svg": theme.icon ?? theme.logo,
  };
  const svg = files[(await params).file];
  if (!svg)
    return new Response(null, { status: 404, headers: { ...guarded, "cache-control": "private, no-store" } });
  const headers = { ...guarded, "content-type": "image/svg+xml", "cache-control": "public, max-age=300" };
  return new Response(svg, { headers });
}

const guarded = {
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "same-origin",
};
