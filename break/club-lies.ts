import type { ServerResponse } from "node:http";
import type { Manner } from "./loyalty-peer";

const json = (response: ServerResponse) => response.writeHead(200, { "content-type": "application/json" });

/** Sends the same bytes for as long as anybody listens. */
function endlessly(response: ServerResponse, part: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(part));
  };
  response.on("drain", more);
  more();
}

/** What the brand's club may do to us. */
export const clubLies: Readonly<Record<string, Manner>> = {
  "never answers": () => undefined,
  "begins and never ends": (response, card) => void json(response).write(card.slice(0, 20)),
  "one byte a second": (response, card) => {
    json(response);
    const timer = setInterval(() => response.write(card[0] ?? " "), 1_000);
    response.once("close", () => clearInterval(timer));
  },
  "without an end": (response) => endlessly(json(response), Buffer.alloc(65_536, 0x20)),
  "an array without an end": (response) => {
    json(response).write('{"card":[');
    endlessly(response, Buffer.from("[1],".repeat(20_000)));
  },
  "thirty thousand records": (response, card) => {
    const history = Array.from({ length: 30_000 }, (_, id) => ({
      id,
      on: "2024-05-01",
      points: 1,
      reason: "x",
    }));
    json(response).end(JSON.stringify({ ...JSON.parse(card), history }));
  },
  "a hundred thousand levels": (response) =>
    void json(response).end("[".repeat(100_000) + "]".repeat(100_000)),
  "no JSON": (response) => void json(response).end("<html>Sign in</html>"),
  "text that is no UTF-8": (response) =>
    void json(response).end(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0x22, 0x7d])),
  "wrong types": (response) =>
    void json(response).end(
      '{"card":{"points":{"a":1},"worth_eur":[],"tier":7,"member_since":true},"history":{"0":1}}',
    ),
  "names of other things": (response) =>
    void json(response).end('{"__proto__":{"card":1},"constructor":{"prototype":1}}'),
  "shorter than it said": (response, card) => {
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": String(card.length + 50),
    });
    response.write(card);
    setTimeout(() => response.destroy(), 50);
  },
  "longer than it said": (response, card) => {
    response.socket?.end(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5\r\n\r\n${card}`,
    );
  },
  "a broken head": (response) => void response.socket?.end("HTTP/1.1 two hundred\r\n\r\n"),
  compressed: (response) =>
    void response.writeHead(200, { "content-encoding": "gzip" }).end(Buffer.alloc(64, 0x1f)),
  "a way elsewhere": (response) => void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
  "an error": (response) =>
    void response.writeHead(500).end("at Object.<anonymous> (/srv/club/index.js:1:1)"),
  "cut off": (response) => void response.socket?.destroy(),
};
