import { createHmac } from "node:crypto";

/** The demo's staff, as its start prints them. */
export const staff = {
  support: {
    email: "sam.okafor@juniper.example",
    name: "Sam Okafor",
    totpKey: "AMF3PCODW3NZOEFXK5VGD2V6FJ43VIQT",
  },
  privacy_officer: {
    email: "ines.carvalho@juniper.example",
    name: "Inês Carvalho",
    totpKey: "GWHY3HGPTMTIUWGJHEMOMBPJBOEIOST7",
  },
  admin: {
    email: "tomas.reis@juniper.example",
    name: "Tomás Reis",
    totpKey: "JGCQYI3VT33HHDSPNCODPC4B77LILB65",
  },
  auditor: {
    email: "lena.brandt@juniper.example",
    name: "Lena Brandt",
    totpKey: "VBDG4P5UGDYRLK7DZ66F5L34NG5ZLSUR",
  },
} as const;

export type StaffRole = keyof typeof staff;

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What an authenticator with this key shows, by RFC 6238, written apart from the product. */
export function totpOf(key: string, at: number = Date.now()): string {
  const bits = [...key].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", bytes).update(counter).digest();
  const from = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
