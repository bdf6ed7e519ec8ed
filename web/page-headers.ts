/** What a policy depends on. */
export interface PolicyInput {
  nonce: string;
  /** Served over https. */
  secure: boolean;
  /** The development server evaluates code and injects styles; production does neither. */
  development: boolean;
  /** Address of the brand's own sign-in: the form that starts it is redirected there. */
  signInAt: string | null;
}

/**
 * The Content-Security-Policy of every page: our own scripts by nonce, no third party, no frame. Trusted types
 * are not required: the loader of Next 16.4.6 sets the address of a script by a plain text.
 */
export function contentSecurityPolicy({ nonce, secure, development, signInAt }: PolicyInput): string {
  const signIn = signInAt && URL.canParse(signInAt) ? ` ${new URL(signInAt).origin}` : "";
  const rules = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    `form-action 'self'${signIn}`,
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ];
  if (secure) rules.push("upgrade-insecure-requests");
  return rules.join("; ");
}

/** The other headers of every page. Source: security reference, T9, T29 and the OWASP secure headers list. */
export function pageHeaders({ policy, secure }: { policy: string; secure: boolean }): [string, string][] {
  const headers: [string, string][] = [
    ["Content-Security-Policy", policy],
    ["Cache-Control", "private, no-store"],
    ["Referrer-Policy", "same-origin"],
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    [
      "Permissions-Policy",
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ],
    ["X-Robots-Tag", "noindex, nofollow"],
  ];
  if (secure) headers.push(["Strict-Transport-Security", "max-age=63072000; includeSubDomains"]);
  return headers;
}
