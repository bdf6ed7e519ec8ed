import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 5 });

/** Sixty rows of one select, drawn on the server: the least that a page of somebody's data costs. */
export default async function Page() {
  const { rows } = await pool.query(
    "select n, md5(n::text) as name from generate_series(1, 60) as s (n) order by n",
  );
  return (
    <main>
      <h1>Sixty rows</h1>
      <ul>
        {rows.map(({ n, name }) => (
          <li key={n}>
            {n} {name}
          </li>
        ))}
      </ul>
    </main>
  );
}
