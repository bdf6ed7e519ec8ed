import type { House } from "@/domain/house";
import type { Endpoint } from "./endpoint";
import type { Sent } from "./exchange";

/** Something to read that needs no key. */
export interface Page {
  path: `/${string}`;
  answer(asked: {
    house: House;
    endpoints: readonly Endpoint[];
    params: Readonly<Record<string, string>>;
  }): Sent;
}

export const pages: readonly Page[] = [];
