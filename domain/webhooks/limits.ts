/** Seconds from one attempt to the next: Standard Webhooks 1.0.0, "Retry schedule"; three days in all. */
export const SCHEDULE = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** How much later than the schedule an attempt may come, by chance, so that not all come at once. */
export const JITTER = 0.2;

/** Longest that an endpoint may take to answer. */
export const TIMEOUT_MS = 15_000;

/** How long the secret before still signs. */
export const ROTATION_MS = 24 * 3_600_000;

/** The largest body, and how much of an answer is read before the connection is given up. */
export const BODY_LIMIT = 20_000;
export const ANSWER_LIMIT = 65_536;
