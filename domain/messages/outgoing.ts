import type { Rendered } from "./render";

/** One message on its way out. */
export interface Outgoing {
  id: string;
  to: string;
  rendered: Rendered;
}

/** A way out, kept open between messages. */
export interface Transport {
  /** Hands one message over. @throws NotTaken when it was not taken. */
  send(message: Outgoing): Promise<void>;
  close(): Promise<void>;
}

/** Why a message was not taken, without the other side's words: those may repeat the address. */
export class NotTaken extends Error {
  override readonly name = "NotTaken";
  /** The other side's own code, such as `550` or `21610`, or what failed on the way. */
  readonly code: string;
  /** No other try helps. */
  readonly final: boolean;
  constructor(code: string, is: { final: boolean }) {
    super(code);
    this.code = code;
    this.final = is.final;
  }
}
