// Loaded into the product's process by NODE_OPTIONS: writes down every connection it tries, and answers for names as
// an attacker's resolver would, with another address each time it is asked.
import { subscribe } from "node:diagnostics_channel";
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const file = process.env.ATTACK_WITNESS;
const [OUTSIDE, INSIDE] = ["93.184.216.34", "127.0.0.1"];

const ANSWERS = {
  "rebind-once.example": (turn) => [turn === 0 ? OUTSIDE : INSIDE],
  "rebind-later.example": (turn) => [turn < 2 ? OUTSIDE : INSIDE],
  "rebind-back.example": (turn) => [turn % 2 === 0 ? INSIDE : OUTSIDE],
  "rebind-both.example": () => [OUTSIDE, INSIDE],
  "mapped.example": () => ["::ffff:127.0.0.1"],
};
const turns = new Map();

function answerFor(host) {
  const name = String(host).toLowerCase().replace(/\.$/, "");
  if (!Object.hasOwn(ANSWERS, name)) return null;
  const turn = turns.get(name) ?? 0;
  turns.set(name, turn + 1);
  return ANSWERS[name](turn).map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
}

const { lookup } = dns;
dns.lookup = (host, options, done) => {
  const told = answerFor(host);
  if (!told) return lookup(host, options, done);
  const back = done ?? options;
  setImmediate(() => (options?.all ? back(null, told) : back(null, told[0].address, told[0].family)));
};
const { lookup: promised } = dns.promises;
dns.promises.lookup = async (host, options) => {
  const told = answerFor(host);
  if (!told) return promised(host, options);
  return options?.all ? told : told[0];
};
syncBuiltinESMExports();

const refused = Object.assign(new Error("this address is not there"), { code: "ECONNREFUSED" });

if (file)
  subscribe("net.client.socket", ({ socket }) => {
    socket.on("connectionAttempt", (address, port) => {
      appendFileSync(file, `${address} ${port}\n`);
      // Nothing of an attack leaves this machine.
      if (address === OUTSIDE) setImmediate(() => socket.destroy(refused));
    });
  });
