import type { ServerResponse } from "node:http";

/** Pages drawn at the same time. A second core draws about a hundred a second; more at once only makes each late. */
const MOST = 100;
/** Seconds after which it is worth another try. */
const RETRY_AFTER = 2;

/** Who is being answered by a page. Beyond what can be answered soon, people are told at once to come again. */
export class Crowd {
  #inside = 0;

  constructor(private readonly most = MOST) {}

  /** Counts a page until it is answered; false, and answered by 503, where there is no room for one more. */
  admits(path: string, response: ServerResponse): boolean {
    // Files are sent, not drawn.
    if (path.startsWith("/_next/static/")) return true;
    if (this.#inside >= this.most) {
      response.setHeader("retry-after", String(RETRY_AFTER));
      response.writeHead(503).end();
      return false;
    }
    this.#inside += 1;
    response.once("close", () => {
      this.#inside -= 1;
    });
    return true;
  }
}
