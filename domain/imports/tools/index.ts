import type { Tool } from "../catalog";
import { openCustomerIo } from "./customer-io";
import { openHubSpot } from "./hubspot";
import { openKlaviyo } from "./klaviyo";
import { openMailchimp } from "./mailchimp";
import { openOwn } from "./own";
import { openShopify } from "./shopify";
import type { OpenTable } from "./tool";

/** How each tool's tables are read. */
export const OPEN: Readonly<Record<Tool, OpenTable>> = {
  mailchimp: openMailchimp,
  shopify: openShopify,
  klaviyo: openKlaviyo,
  hubspot: openHubSpot,
  customerio: openCustomerIo,
  forthright: openOwn,
};
