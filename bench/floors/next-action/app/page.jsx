import { redirect } from "next/navigation";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
const event = "insert into bench.events (customer_id, purpose, channel, state) values ($1, $2, $3, $4)";
const state = `insert into bench.choices (customer_id, purpose, channel, seq, state, at) values ($1, $2, $3, 1, $4, now())
  on conflict (customer_id, purpose, channel) do update set seq = bench.choices.seq + 1, state = excluded.state, at = excluded.at`;

/** The least that a form of a page costs which is to be kept: an event and its state, and where to go next. */
async function choose(form) {
  "use server";
  const values = ["id", "purpose", "channel", "to"].map((name) => form.get(name));
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query({ name: "event", text: event, values });
    await client.query({ name: "state", text: state, values });
    await client.query("commit");
  } finally {
    client.release();
  }
  redirect("/?saved=1");
}

export default function Page() {
  return (
    <form action={choose}>
      <input type="hidden" name="id" />
      <input type="hidden" name="purpose" />
      <input type="hidden" name="channel" />
      <input type="hidden" name="to" />
      <button type="submit">Save</button>
    </form>
  );
}
