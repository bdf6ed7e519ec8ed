export { guardAddress, type Reached, type Resolve } from "./address-guard";
export { agentTo } from "./agent";
