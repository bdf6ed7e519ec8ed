import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** What a form would bring back from a passkey in a browser, by a device made of software. */
export interface SoftAuthenticator {
  id: string;
  create(question: { challenge: string }, at: Page): string;
  get(question: { challenge: string }, at: Page & { counter?: number }): string;
}

interface Page {
  origin: string;
  rpId: string;
  /** Whether the device verified its owner. */
  verified?: boolean;
}

const text = (bytes: Buffer) => bytes.toString("base64url");
const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest();

/** CBOR of what stands here: small numbers, bytes, text and maps. */
function cbor(value: unknown): Buffer {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  const entries = value instanceof Map ? [...value] : [];
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)]);
}

function head(kind: number, size: number): Buffer {
  if (size < 24) return Buffer.of((kind << 5) | size);
  return size < 256 ? Buffer.of((kind << 5) | 24, size) : Buffer.of((kind << 5) | 25, size >> 8, size & 255);
}

/** A device with one ES256 credential. */
export function softAuthenticator(): SoftAuthenticator {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  const jwk = publicKey.export({ format: "jwk" });
  const cose = new Map<number, number | Buffer>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(jwk.x ?? "", "base64url")],
    [-3, Buffer.from(jwk.y ?? "", "base64url")],
  ]);
  const dataOf = ({ rpId, verified = true }: Page, more: { counter: number; made?: Buffer }) => {
    const flags = 0x01 | (verified ? 0x04 : 0) | (more.made ? 0x40 : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(more.counter);
    return Buffer.concat([sha256(rpId), Buffer.of(flags), counter, more.made ?? Buffer.alloc(0)]);
  };
  const clientData = (type: string, challenge: unknown, { origin }: Page) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const answer = (response: object) =>
    JSON.stringify({
      id: text(id),
      rawId: text(id),
      type: "public-key",
      clientExtensionResults: {},
      response,
    });
  return {
    id: text(id),
    create(question, at) {
      const made = Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, cbor(cose)]);
      const attestation = new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", dataOf(at, { counter: 0, made })],
      ]);
      return answer({
        clientDataJSON: text(clientData("webauthn.create", question.challenge, at)),
        attestationObject: text(cbor(attestation)),
      });
    },
    get(question, at) {
      const client = clientData("webauthn.get", question.challenge, at);
      const authenticatorData = dataOf(at, { counter: at.counter ?? 0 });
      const signature = sign("sha256", Buffer.concat([authenticatorData, sha256(client)]), privateKey);
      return answer({
        clientDataJSON: text(client),
        authenticatorData: text(authenticatorData),
        signature: text(signature),
      });
    },
  };
}
