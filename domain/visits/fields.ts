/** What the agent's sentence and the customer's initials are sealed as. */
export const WORDS_FIELD = "visits.words";
export const INITIALS_FIELD = "visits.initials";
