export { seedHistory } from "./history";
export { type LoyaltyOptions, startLoyalty } from "./loyalty";
export { type Persona, personas, sharedEmail } from "./personas";
export { createSystems, type Systems } from "./seed";
