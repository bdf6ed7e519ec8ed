import type { Agent } from "undici";
import type { House } from "../house";
import { agentTo, guardAddress, type Resolve } from "../outgoing";
import { PORT } from "./checked-url";
import { TIMEOUT_MS } from "./limits";

/** How many requests one endpoint gets at a time from this process. */
export const WIDTH = 32;

/** How long an address that was checked is good for; then the name is asked again. */
const GOOD_FOR_MS = 30_000;
const KEPT_OPEN_MS = 10_000;

interface Held {
  agent: Agent;
  address: string;
  checkedAt: number;
}

/**
 * Open connections, each to the one address that was resolved and checked. Endpoints share none, so that a slow one
 * takes nothing from another.
 */
export class Connections {
  private readonly held = new Map<string, Held>();
  private readonly opening = new Map<string, Promise<Agent>>();

  constructor(
    private readonly house: House,
    private readonly resolve?: Resolve,
  ) {}

  /** @throws Error with a reason that is safe to log where the address leads inside, or a resolver's code. */
  to(endpoint: string, url: URL): Promise<Agent> {
    const name = `${endpoint} ${url.origin}`;
    const held = this.held.get(name);
    if (held && performance.now() - held.checkedAt < GOOD_FOR_MS) return Promise.resolve(held.agent);
    const opening = this.opening.get(name) ?? this.open(name, url).finally(() => this.opening.delete(name));
    this.opening.set(name, opening);
    return opening;
  }

  /** After something went wrong on the way the name is asked again. */
  doubt(endpoint: string, url: URL): void {
    const held = this.held.get(`${endpoint} ${url.origin}`);
    if (held) held.checkedAt = Number.NEGATIVE_INFINITY;
  }

  private async open(name: string, url: URL): Promise<Agent> {
    const { allowPrivateHosts: allowed } = this.house.settings;
    const reached = await guardAddress(url, { allowed, onlyPort: PORT, resolve: this.resolve });
    const held = this.held.get(name);
    if (held?.address === reached.address) {
      held.checkedAt = performance.now();
      return held.agent;
    }
    held?.agent.close().catch(() => undefined);
    const agent = agentTo(reached, { timeout: TIMEOUT_MS, connections: WIDTH, keepAlive: KEPT_OPEN_MS });
    this.held.set(name, { agent, address: reached.address, checkedAt: performance.now() });
    return agent;
  }

  async close(): Promise<void> {
    await Promise.all([...this.held.values()].map(({ agent }) => agent.destroy()));
    this.held.clear();
  }
}
