export { guardAddress, isAllowedPrivate, isPublicAddress, type Reached, type Resolve } from "./address-guard";
export { agentTo } from "./agent";
