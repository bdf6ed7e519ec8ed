export { announceChannel, announceDue, announceTerms } from "./announce";
export { deliverDue, startCourier } from "./courier";
export { type ListDeliveries, listDeliveries, replay } from "./deliveries";
export {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  listEndpoints,
  readEndpoint,
  rotateSecret,
} from "./endpoints";
export { sweepWebhooks } from "./sweep";
export { tryEndpoint } from "./trial";
