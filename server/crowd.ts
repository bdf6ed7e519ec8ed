import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import { networkOf } from "@/domain/limits";
import { Line } from "./line";

/** How many pages are drawn and how long people wait for that. */
export interface CrowdLimits {
  /** Pages drawn at the same time. One whose first bytes are out is drawn: what it still waits for costs nothing. */
  together: number;
  /** Pages drawn at the same time at most, while all of them only wait for somebody else. */
  most: number;
  /** Longest that somebody waits until their page is begun, in milliseconds. */
  patienceMs: number;
  /** The same for what somebody has done: a page is asked for again by a touch, but what was pressed would be lost. */
  actPatienceMs: number;
}

const LIMITS: CrowdLimits = { together: 8, most: 100, patienceMs: 2_000, actPatienceMs: 10_000 };
/** Nobody behind so many is answered in time. */
const MOST_WAITING = 1_000;
/** How often is looked whether there is room, while somebody waits. */
const LOOK_MS = 20;
/** Part of its time in which this process does something, below which those inside only wait for somebody else. */
const IDLE = 0.5;
/** Seconds after which it is worth another try. */
const RETRY_AFTER = 2;

/** Somebody who asked for a page. */
export interface Guest {
  request: IncomingMessage;
  response: ServerResponse;
  /** Their address. */
  client: string;
  /** Asked by this process for a page that is being drawn, which would wait for itself. */
  isOwn: boolean;
}

interface Waiting {
  guest: Guest;
  from: string;
  /** When it is too late to begin, by this process's steady clock. */
  until: number;
  told: (entered: boolean) => void;
}

/**
 * Whose page is drawn, and who waits for that outside, network by network and in the order they came. Drawn a few at a
 * time each is early; all at once each would be as late as the last. Whoever waits too long is told to come again.
 */
export class Crowd {
  private readonly inside = new Set<Guest>();
  private readonly outside = new Line<Waiting>();
  private readonly limits: CrowdLimits;
  private timer: NodeJS.Timeout | undefined;
  private used = performance.eventLoopUtilization();

  constructor(limits: Partial<CrowdLimits> = {}) {
    this.limits = { ...LIMITS, ...limits };
  }

  /** Resolves when its page may be drawn; false, and answered by 503, where it cannot be soon. */
  async enters(path: string, guest: Guest): Promise<boolean> {
    // Files are sent, not drawn.
    if (guest.isOwn || path.startsWith("/_next/static/")) return true;
    if (this.outside.size === 0 && this.drawn < this.limits.together) this.begin(guest);
    else if (!(await this.waits(guest))) return refuse(guest);
    return true;
  }

  private async waits(guest: Guest): Promise<boolean> {
    if (this.outside.size >= MOST_WAITING) return false;
    const from = networkOf(guest.client);
    const until = performance.now() + this.patienceWith(guest);
    const entered = new Promise<boolean>((told) => this.outside.add({ guest, from, until, told }));
    this.lookSoon();
    return entered;
  }

  private patienceWith({ request }: Guest): number {
    const isPage = request.method === "GET" || request.method === "HEAD";
    return isPage ? this.limits.patienceMs : this.limits.actPatienceMs;
  }

  /** Pages that take this process's time: not those that wait for a source, or for their own client to send or to read. */
  private get drawn(): number {
    let count = 0;
    for (const { request, response } of this.inside)
      if (request.complete && !response.headersSent) count += 1;
    return count;
  }

  private begin(guest: Guest): void {
    this.inside.add(guest);
    const leave = () => {
      if (this.inside.delete(guest)) this.fill(this.limits.together);
    };
    guest.response.once("prefinish", leave).once("close", leave);
  }

  /** Sends away whoever waited too long, and lets in whoever came first while there is room. */
  private fill(upTo: number): void {
    const now = performance.now();
    for (const { told } of this.outside.takeAll(({ until }) => until < now)) told(false);
    while (this.outside.size > 0 && this.drawn < upTo) {
      const one = this.outside.take();
      if (!one) return;
      const isThere = !one.guest.response.destroyed;
      if (isThere) this.begin(one.guest);
      one.told(isThere);
    }
  }

  private lookSoon(): void {
    if (this.timer) return;
    this.used = performance.eventLoopUtilization();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.look();
      if (this.outside.size > 0) this.lookSoon();
    }, LOOK_MS).unref();
  }

  /** One more each time while there is nothing to do: all inside may wait for a source that takes its seconds. */
  private look(): void {
    const { together, most } = this.limits;
    const isIdle = performance.eventLoopUtilization(this.used).utilization < IDLE;
    this.fill(isIdle ? Math.min(most, Math.max(together, this.drawn + 1)) : together);
  }
}

function refuse({ response }: Guest): false {
  response.setHeader("retry-after", String(RETRY_AFTER));
  response.writeHead(503).end();
  return false;
}
