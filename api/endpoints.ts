import type { Endpoint } from "./endpoint";

/** Every endpoint that a key opens. The document, the fuzz test and the router read this list. */
export const endpoints: readonly Endpoint[] = [];
