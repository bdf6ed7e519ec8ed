import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests that one connection may send ahead of the answers it has taken in. No browser sends any. */
const MOST_AHEAD = 8;

const ahead = new WeakMap<Socket, number>();

/**
 * What a connection asks for ahead of time is only begun when the answer before it has been taken in: otherwise whoever
 * reads nothing has page after page drawn for nobody. More than a connection may send ahead ends it. Resolves when its
 * turn has come.
 */
export async function inTurn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { socket } = request;
  const count = (ahead.get(socket) ?? 0) + 1;
  ahead.set(socket, count);
  if (count > MOST_AHEAD) socket.destroy();
  await once(response, "socket");
  ahead.set(socket, (ahead.get(socket) ?? 1) - 1);
}
