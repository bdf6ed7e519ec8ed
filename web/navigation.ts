/** A page of the customer, by its word under `nav` in messages/. */
export interface PlaceInNav {
  id: "overview" | "data" | "choices" | "terms" | "requests" | "activity";
  href: string;
}

/** The pages in the header, in order. A page is listed when it exists. */
export const PAGES: readonly PlaceInNav[] = [
  { id: "overview", href: "/" },
  { id: "data", href: "/data" },
  { id: "choices", href: "/choices" },
  { id: "terms", href: "/terms" },
  { id: "requests", href: "/requests" },
  { id: "activity", href: "/activity" },
];

/** Pages reached from the header's end and the footer. */
export const PROTECTION = "/protection";
export const ACCOUNT = "/account";

/** Which page the reader is on. */
export type Place = PlaceInNav["id"] | "protection" | "account" | "sign-in" | "none";
