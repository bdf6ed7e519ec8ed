export { seedHistory } from "./history";
export { startLoyalty } from "./loyalty";
export { anasPhone } from "./persona-people";
export { personas, sharedEmail } from "./personas";
export { createSystems, type Systems } from "./seed";
export { demoStaff, seedStaff } from "./staff";
