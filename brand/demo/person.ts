import type { Department } from "./products";

/** A customer as the shop knows them, and how busy they are, from which the rest is made. */
export interface Person {
  person_no: number;
  display_name: string;
  email: string;
  mobile: string | null;
  lang: string;
  company: string | null;
  birthday: string | null;
  birthday_given_on: string | null;
  eu_shoe_size: string | null;
  card_picture: string | null;
  heard_about_us: string | null;
  joined_on: string;
  address: Address;
  trip: Trip | null;
  permits: number;
  habits: Habits;
}

export interface Address {
  line1: string;
  line2: string | null;
  postal_code: string;
  town: string;
  region: string | null;
  country_code: string;
}

export interface Trip {
  filled_on: string;
  contact_name: string;
  contact_phone: string;
  health_note: string | null;
}

export interface Habits {
  currency: string;
  vat: number;
  /** Days since they joined. */
  since: number;
  orders: number;
  views: number;
  /** What they look at most, where the story says so. */
  loves?: Department;
  /** Which topics reach them by email. */
  topics: readonly ("offers" | "guides")[];
}
