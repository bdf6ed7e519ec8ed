export { announceChannel, announceDue, announceTerms } from "./announce";
export { type ListDeliveries, listDeliveries, replay } from "./deliveries";
export {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  listEndpoints,
  readEndpoint,
  rotateSecret,
} from "./endpoints";
