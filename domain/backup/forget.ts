import type pg from "pg";

/** What is nothing without a person's key, or leads to the person. */
const OF_A_PERSON = [
  "customer_keys",
  "customer_links",
  "customer_settings",
  "identifiers",
  "sessions",
  "waiting_corrections",
] as const;

/**
 * Forgets again whoever was forgotten after the data was kept: the keys come from later, and with them the list of
 * whose key was destroyed. Also a key without its person, who came after the data, goes. @returns how many were forgotten.
 */
export async function forgetAgain(owner: pg.Client): Promise<number> {
  const { rowCount } = await owner.query(
    `select from forgotten f where exists (select from customers c where c.id = f.id)`,
  );
  for (const table of OF_A_PERSON)
    await owner.query(`delete from ${table} where customer_id in (select id from forgotten)`);
  await owner.query(
    "delete from customer_keys k where not exists (select from customers c where c.id = k.customer_id)",
  );
  return rowCount ?? 0;
}

/** Whoever was signed in then may have been signed out since; everybody signs in again. */
export async function endSessions(owner: pg.Client): Promise<void> {
  for (const table of ["sessions", "staff_sessions"])
    await owner.query(`update ${table} set ended_at = clock_timestamp() where ended_at is null`);
}
