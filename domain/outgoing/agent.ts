import { Agent } from "undici";
import type { Reached } from "./address-guard";

/**
 * Connections to the address that was checked and to no other; the name stays for the certificate.
 * `timeout`, in milliseconds: of a connection, of an answer's head and of each wait within its body.
 */
export function agentTo(
  reached: Reached,
  options: { timeout: number; connections: number; keepAlive?: number },
): Agent {
  const { timeout, connections, keepAlive } = options;
  return new Agent({
    connections,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    maxHeaderSize: 16_384,
    ...(keepAlive === undefined ? {} : { keepAliveTimeout: keepAlive }),
    connect: {
      timeout,
      lookup: (_host, options, done) => {
        if (options.all) done(null, [{ address: reached.address, family: reached.family }]);
        else done(null, reached.address, reached.family);
      },
    },
  });
}
