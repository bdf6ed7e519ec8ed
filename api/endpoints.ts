import { choicesEndpoint } from "./choices";
import { readChoicesEndpoint, readLedgerEndpoint } from "./customer-choices";
import { findCustomersEndpoint, putCustomerEndpoint } from "./customers";
import { decisionsEndpoint } from "./decisions";
import type { Endpoint } from "./endpoint";
import { linksEndpoint } from "./links";
import { obeyedEndpoint } from "./obeyed";
import { usesEndpoint } from "./uses";
import { listDeliveriesEndpoint, replayEndpoint } from "./webhook-deliveries";
import {
  changeEndpointEndpoint,
  deleteEndpointEndpoint,
  listEndpointsEndpoint,
  makeEndpointEndpoint,
  readEndpointEndpoint,
} from "./webhook-endpoints";

/** Every endpoint that a key opens. The document, the fuzz test and the router read this list. */
export const endpoints: readonly Endpoint[] = [
  decisionsEndpoint,
  choicesEndpoint,
  usesEndpoint,
  linksEndpoint,
  findCustomersEndpoint,
  putCustomerEndpoint,
  readChoicesEndpoint,
  readLedgerEndpoint,
  listEndpointsEndpoint,
  makeEndpointEndpoint,
  readEndpointEndpoint,
  changeEndpointEndpoint,
  replayEndpoint,
  listDeliveriesEndpoint,
  obeyedEndpoint,
  deleteEndpointEndpoint,
];
