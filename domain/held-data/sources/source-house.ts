import type { House } from "@/domain/house";

/** What of the house sources need; `forthright check` has no more of it. */
export type SourceHouse = Pick<House, "brand" | "settings" | "rooms" | "log" | "meter">;
