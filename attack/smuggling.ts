import { type Attack, Tally } from "./attack";
import { sendRaw, statusesIn } from "./raw-socket";
import type { Target } from "./target";

const HOST = "Host: localhost";
/** The request inside another: when it is answered, its path says "alive". */
const INNER = `GET /livez HTTP/1.1\r\n${HOST}\r\nX: `;
const post = (heads: string, body: string) => `POST /stop/x HTTP/1.1\r\n${HOST}\r\n${heads}\r\n\r\n${body}`;
const both = `0\r\n\r\n${INNER}`;

/** Requests whose end two readers may see in two places. */
const AMBIGUOUS: Readonly<Record<string, string>> = {
  "length and chunks": post(`Content-Length: ${both.length}\r\nTransfer-Encoding: chunked`, both),
  "chunks and length": post(`Transfer-Encoding: chunked\r\nContent-Length: 4`, `1\r\na\r\n${both}`),
  "chunks of an unknown kind": post(`Content-Length: ${both.length}\r\nTransfer-Encoding: xchunked`, both),
  "chunks and identity": post(`Content-Length: ${both.length}\r\nTransfer-Encoding: chunked, identity`, both),
  "chunks twice": post(
    `Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\nContent-Length: ${both.length}`,
    both,
  ),
  "a blank before the colon": post(`Content-Length: ${both.length}\r\nTransfer-Encoding : chunked`, both),
  "a tab before chunks": post(`Content-Length: ${both.length}\r\nTransfer-Encoding:\tchunked`, both),
  "a vertical tab before chunks": post(
    `Content-Length: ${both.length}\r\nTransfer-Encoding: \x0bchunked`,
    both,
  ),
  "chunks in quotes": post(`Content-Length: ${both.length}\r\nTransfer-Encoding: "chunked"`, both),
  "chunks on a folded line": post(`Content-Length: ${both.length}\r\nTransfer-Encoding:\r\n chunked`, both),
  "chunks after a bare CR": post(`Content-Length: ${both.length}\r\nX: y\rTransfer-Encoding: chunked`, both),
  "chunks after a bare LF": post(`Content-Length: ${both.length}\r\nX: y\nTransfer-Encoding: chunked`, both),
  "chunks after NUL": post(`Content-Length: ${both.length}\r\nX: y\0\r\nTransfer-Encoding: chunked`, both),
  "two lengths": post(`Content-Length: 0\r\nContent-Length: ${INNER.length}`, INNER),
  "two lengths in a list": post(`Content-Length: 0, ${INNER.length}`, INNER),
  "a length with a sign": post(`Content-Length: +0`, INNER),
  "a length below zero": post(`Content-Length: -1`, INNER),
  "a length in hex": post(`Content-Length: 0x0`, INNER),
  "a length with a blank in it": post(`Content-Length: 0 0`, INNER),
  "a length beyond numbers": post(`Content-Length: 18446744073709551616`, INNER),
  "chunks in HTTP/1.0": `POST /stop/x HTTP/1.0\r\n${HOST}\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n${both}`,
  "a chunk's size with a sign": post("Transfer-Encoding: chunked", `+0\r\n\r\n${INNER}`),
  "a chunk's size with 0x": post("Transfer-Encoding: chunked", `0x0\r\n\r\n${INNER}`),
  "a chunk's size beyond numbers": post("Transfer-Encoding: chunked", `fffffffffffffffff0\r\n\r\n${INNER}`),
  "a chunk's size ended by LF": post("Transfer-Encoding: chunked", `0\n\n${INNER}`),
  "a chunk's end that is none": post("Transfer-Encoding: chunked", `1\r\naXX0\r\n\r\n${INNER}`),
  "a chunk's extension with LF": post("Transfer-Encoding: chunked", `0;x=\n\r\n${INNER}`),
  "lines ended by LF": `POST /stop/x HTTP/1.1\n${HOST}\nContent-Length: 0\n\n${INNER}`,
  "a head ended by CR": `POST /stop/x HTTP/1.1\r${HOST}\r\r${INNER}`,
  "a blank line of LF in a head": `POST /stop/x HTTP/1.1\r\n${HOST}\r\nX: y\n\n${INNER}`,
  "a name with a blank": `POST /stop/x HTTP/1.1\r\n${HOST}\r\nContent Length: 5\r\n\r\n`,
  "a line without a colon": `POST /stop/x HTTP/1.1\r\n${HOST}\r\nbroken\r\n\r\n`,
};

/** Whoever is asked for another host, or by an address with one in it, leads nobody there. */
const HOSTS: Readonly<Record<string, string>> = {
  "another host": "GET /account HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
  "two hosts": `GET /account HTTP/1.1\r\n${HOST}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
  "no host": "GET /account HTTP/1.1\r\nConnection: close\r\n\r\n",
  "no host in HTTP/1.0": "GET /account HTTP/1.0\r\n\r\n",
  "an empty host": "GET /account HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n",
  "a host with somebody before it":
    "GET /account HTTP/1.1\r\nHost: localhost@evil.example\r\nConnection: close\r\n\r\n",
  "a host with a path": "GET /account HTTP/1.1\r\nHost: localhost/evil.example\r\nConnection: close\r\n\r\n",
  "a host after a blank":
    "GET /account HTTP/1.1\r\nHost: localhost evil.example\r\nConnection: close\r\n\r\n",
  "an address in full": `GET http://evil.example/account HTTP/1.1\r\n${HOST}\r\nConnection: close\r\n\r\n`,
  "an address in full and its host":
    "GET http://evil.example/account HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
  "an address of another kind": `GET file:///etc/passwd HTTP/1.1\r\n${HOST}\r\nConnection: close\r\n\r\n`,
  "a tunnel": "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
  "an address without a slash": `GET @evil.example/ HTTP/1.1\r\n${HOST}\r\nConnection: close\r\n\r\n`,
  everything: `OPTIONS * HTTP/1.1\r\n${HOST}\r\nConnection: close\r\n\r\n`,
  "a forwarded host": `GET /account HTTP/1.1\r\n${HOST}\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nForwarded: host=evil.example\r\nConnection: close\r\n\r\n`,
  "another address in a header": `GET /account HTTP/1.1\r\n${HOST}\r\nX-Original-URL: http://evil.example/\r\nX-Rewrite-URL: //evil.example/\r\nConnection: close\r\n\r\n`,
  "an old language": "GET /account\r\n\r\n",
  "a language to come": `GET /account HTTP/3.0\r\n${HOST}\r\nConnection: close\r\n\r\n`,
  "another protocol": `GET /api/v1/customers HTTP/1.1\r\n${HOST}\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`,
  "the second version": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
};

/** As many questions as a connection may send ahead of the answers that it has taken in. */
const AHEAD = 6;

/** Two people behind one proxy, on one connection: each answer is to its own question, also after one broke off. */
async function tryOneConnection(target: Target, tally: Tally): Promise<void> {
  const [one, other] = await target.claim(2);
  const people = await Promise.all(
    [one, other].map(async (customer) => {
      const who = await target.signIn(customer?.email ?? "");
      return {
        who,
        stamp: (await who.forms("/account")).find(({ fields }) => fields.stamp)?.fields.stamp ?? "-",
      };
    }),
  );
  const turns = Array.from({ length: AHEAD }, (_, n) => people[n % 2]);
  const ask = (cookies: Map<string, string>, more = "") =>
    `GET /account HTTP/1.1\r\n${HOST}\r\nCookie: ${[...cookies].map(([name, value]) => `${name}=${value}`).join("; ")}\r\n${more}\r\n`;
  const all = turns.map((turn, n) =>
    ask(turn?.who.cookies ?? new Map(), n === turns.length - 1 ? "Connection: close\r\n" : ""),
  );
  for (let time = 0; time < (target.short ? 1 : 10); time += 1) {
    const told = await sendRaw(target.url, all.join(""), 8_000);
    const answers = told.split(/^(?=HTTP\/1\.1 \d{3} )/m).filter(Boolean);
    tally.check(
      answers.length === turns.length,
      `${turns.length} questions on one connection got ${answers.length} answers`,
    );
    for (const [n, answer] of answers.entries()) {
      const [own, foreign] = [people[n % 2], people[(n + 1) % 2]];
      const right = answer.includes(own?.stamp ?? "-") && !answer.includes(foreign?.stamp ?? "-");
      tally.check(right, `answer ${n} on one connection is not its asker's: ${answer.slice(0, 12)}`);
    }
  }
}

export const attack: Attack = {
  name: "smuggling",
  threat: "T30",
  async run(target) {
    const tally = new Tally();
    const control = await sendRaw(target.url, `GET /livez HTTP/1.1\r\n${HOST}\r\nConnection: close\r\n\r\n`);
    tally.check(control.includes("alive"), "the request inside would not be answered by itself");
    const tries = Object.entries(AMBIGUOUS).map(async ([name, bytes]) => {
      const told = await sendRaw(target.url, bytes);
      const statuses = statusesIn(told);
      const fine = statuses.every((status) => status < 500) && statuses.length <= 2;
      tally.check(
        fine && !told.includes("alive"),
        `${name}: ${statuses} ${told.includes("alive") ? "and the request inside was answered" : ""}`,
      );
    });
    const hosts = Object.entries(HOSTS).map(async ([name, bytes]) => {
      const told = await sendRaw(target.url, bytes);
      const away = /evil\.example|root:x:/.test(told);
      tally.check(
        (told !== "" || /tunnel|second version/.test(name)) &&
          !away &&
          statusesIn(told).every((status) => status < 500),
        `${name}: ${told.slice(0, 300)}`,
      );
    });
    await Promise.all([...tries, ...hosts]);
    await tryOneConnection(target, tally);
    return tally;
  },
};
