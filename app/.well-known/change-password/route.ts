/** Where password managers send people who want to change how they sign in. */
export function GET(): Response {
  return new Response(null, { status: 303, headers: { location: "/account" } });
}
