/** The variables that are set. */
type Given = Record<string, string | undefined>;

const secrets = [
  "FORTHRIGHT_SECRET",
  "FORTHRIGHT_SECRET_PREVIOUS",
  "CUSTOMER_OIDC_CLIENT_SECRET",
  "STAFF_OIDC_CLIENT_SECRET",
  "TWILIO_AUTH_TOKEN",
  "METRICS_TOKEN",
  "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY",
];

/** What is only of use together, and what for. */
const together: readonly (readonly [what: string, names: readonly string[]])[] = [
  [
    "the brand's own sign-in",
    ["CUSTOMER_OIDC_ISSUER", "CUSTOMER_OIDC_CLIENT_ID", "CUSTOMER_OIDC_CLIENT_SECRET"],
  ],
  ["texting", ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "SMS_FROM"]],
  [
    "the brand's own sign-in for staff",
    ["STAFF_OIDC_ISSUER", "STAFF_OIDC_CLIENT_ID", "STAFF_OIDC_CLIENT_SECRET", "STAFF_OIDC_ROLE_CLAIM"],
  ],
];

function halves(set: Given): string[] {
  return together.flatMap(([what, names]) => {
    const absent = names.filter((name) => !set[name]);
    if (absent.length === 0 || absent.length === names.length) return [];
    return [`${absent.join(" and ")} is missing; ${what} needs ${names.join(", ")} together.`];
  });
}

/** What each value cannot know of the others: secrets used twice, halves of a pair, one role for two tasks. */
export function disagreements(set: Given): string[] {
  const problems: string[] = [];
  const held = secrets.filter((name) => set[name]);
  for (const [at, name] of held.entries())
    for (const other of held.slice(at + 1))
      if (set[name] === set[other])
        problems.push(`${name} and ${other} are the same; give each its own secret.`);
  problems.push(...halves(set));
  if (set.DATABASE_URL && set.DATABASE_URL === set.DATABASE_OWNER_URL)
    problems.push("DATABASE_OWNER_URL is the same as DATABASE_URL; the app's role must own nothing.");
  return problems;
}
