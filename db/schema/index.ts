export * from "./audit";
export * from "./customers";
export * from "./keys";
export * from "./limits";
export * from "./messages";
export * from "./requests";
export * from "./sessions";
