import { connect } from "node:net";

/** Sends bytes as they stand and gives back all that comes until the other side ends, or says no more. */
export function sendRaw(url: string, bytes: string | Buffer, quietAfterMs = 400): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    let told = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(bytes));
    const done = () => {
      socket.destroy();
      resolve(told);
    };
    // Before the first byte it may take as long as an answer takes.
    socket.setTimeout(8_000, done).setEncoding("latin1");
    socket.on("data", (part: string) => {
      told += part;
      socket.setTimeout(quietAfterMs);
    });
    socket.once("error", done).once("end", done);
  });
}

/** The status of each answer, in the order in which they came. */
export const statusesIn = (told: string): number[] =>
  [...told.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
