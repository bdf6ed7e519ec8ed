/* Floor: the same as node-read for a hundred customers in one select. */
import { createServer } from "node:http";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
const text =
  "select customer_id, purpose, channel, seq, state, at from bench.choices where customer_id = any($1::uuid[])";

createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { ids } = JSON.parse(body);
  const { rows } = await pool.query({ name: "batch", text, values: [ids] });
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(rows));
}).listen(Number(process.env.PORT), "127.0.0.1");
