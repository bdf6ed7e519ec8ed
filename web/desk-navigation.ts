/** Who works at the desk, each with the pages of that work. */
type DeskRole = "support" | "privacy_officer" | "admin" | "auditor";

/** A page of the desk, by its word under `desk.nav` in messages/. */
export interface DeskPlaceInNav {
  id: "find" | "requests" | "texts" | "terms" | "integrations" | "audit" | "rules" | "account";
  href: string;
  roles: readonly DeskRole[];
}

const everybody: readonly DeskRole[] = ["support", "privacy_officer", "admin", "auditor"];

/** The pages in the desk's header, in order. A page is listed when it exists, and for whom it opens. */
export const DESK_PAGES: readonly DeskPlaceInNav[] = [
  { id: "find", href: "/desk/find", roles: ["support"] },
  { id: "requests", href: "/desk/requests", roles: ["privacy_officer"] },
  { id: "texts", href: "/desk/texts", roles: ["support", "privacy_officer"] },
  { id: "terms", href: "/desk/terms", roles: ["privacy_officer", "auditor"] },
  { id: "integrations", href: "/desk/integrations", roles: ["admin", "auditor"] },
  { id: "audit", href: "/desk/audit", roles: ["auditor", "privacy_officer"] },
  { id: "rules", href: "/desk/rules", roles: everybody },
  { id: "account", href: "/desk/account", roles: everybody },
];

/** Which page of the desk the reader is on. */
export type DeskPlace = DeskPlaceInNav["id"] | "home" | "sign-in" | "none";
