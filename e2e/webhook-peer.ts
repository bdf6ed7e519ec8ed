import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from "node:http";
import { Webhook } from "standardwebhooks";

/** One delivery as it came in, verified. */
export interface Arrival {
  id: string;
  customer: string;
  seq: number;
  /** Milliseconds from what happened to its arrival. */
  after: number;
  at: number;
}

/** A receiver of the brand's: checks each delivery with the public library and can be away. */
export class WebhookPeer {
  readonly arrivals: Arrival[] = [];
  /** What did not verify, or came under an id with another body. */
  readonly faults: string[] = [];
  /** What signs, once the endpoint is made. */
  secret = "";
  private readonly bodies = new Map<string, string>();
  private server: Server | null = null;

  /** `silent`: takes each delivery and never answers. */
  private constructor(
    private readonly port: number,
    private readonly silent: boolean,
  ) {}

  /** A peer at that port, away until `up`. */
  static at(port: number, { silent = false }: { silent?: boolean } = {}): WebhookPeer {
    return new WebhookPeer(port, silent);
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get url(): string {
    return `http://${this.host}/hooks`;
  }

  async up(): Promise<void> {
    const server = createServer((request, response) => {
      void this.take(request).then(() => {
        if (!this.silent) response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    this.server = server;
  }

  async down(): Promise<void> {
    const { server } = this;
    this.server = null;
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  }

  /** How many different events came. */
  get events(): number {
    return this.bodies.size;
  }

  /** Customers whose events did not come in the order of their ledger. Only the first arrival of each counts. */
  disorder(): string[] {
    const [last, seen, wrong] = [new Map<string, number>(), new Set<string>(), new Set<string>()];
    for (const { id, customer, seq } of this.arrivals) {
      if (seen.has(id)) continue;
      seen.add(id);
      if (seq <= (last.get(customer) ?? 0)) wrong.add(customer);
      last.set(customer, seq);
    }
    return [...wrong];
  }

  private async take(request: IncomingMessage): Promise<void> {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    try {
      this.keep(body, request.headers);
    } catch (error) {
      this.faults.push(String(error));
    }
  }

  private keep(body: string, headers: IncomingHttpHeaders): void {
    const { timestamp, data } = new Webhook(this.secret).verify(body, headers as Record<string, string>) as {
      timestamp: string;
      data: { customer: { id: string }; seq: number };
    };
    const id = String(headers["webhook-id"]);
    const at = Date.now();
    const before = this.bodies.get(id);
    if (before !== undefined && before !== body) this.faults.push(`${id} came with two bodies`);
    this.bodies.set(id, body);
    this.arrivals.push({
      id,
      customer: data.customer.id,
      seq: data.seq,
      after: at - Date.parse(timestamp),
      at,
    });
  }
}
