/* Floor: a bare node:http server that answers ten rows of one customer by one prepared select.
   No key, no validation, no policy, no wall: what Node and PostgreSQL cost by themselves. */
import { createServer } from "node:http";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
const text = "select purpose, channel, seq, state, at from bench.choices where customer_id = $1";

createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { id } = JSON.parse(body);
  const { rows } = await pool.query({ name: "read", text, values: [id] });
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(rows));
}).listen(Number(process.env.PORT), "127.0.0.1");
