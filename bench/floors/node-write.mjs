/* Floor: a bare node:http server that writes one event and its state in one transaction, durably.
   No key, no validation, no idempotency, no chain, no audit: what Node and PostgreSQL cost by themselves. */
import { createServer } from "node:http";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
const event = "insert into bench.events (customer_id, purpose, channel, state) values ($1, $2, $3, $4)";
const state = `insert into bench.choices (customer_id, purpose, channel, seq, state, at) values ($1, $2, $3, 1, $4, now())
  on conflict (customer_id, purpose, channel) do update set seq = bench.choices.seq + 1, state = excluded.state, at = excluded.at`;

createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { id, purpose, channel, to } = JSON.parse(body);
  const values = [id, purpose, channel, to];
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query({ name: "event", text: event, values });
    await client.query({ name: "state", text: state, values });
    await client.query("commit");
  } finally {
    client.release();
  }
  response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
}).listen(Number(process.env.PORT), "127.0.0.1");
