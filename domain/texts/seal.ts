import type { House } from "../house";

/** What is kept of a text that a person has to read. */
interface Written {
  from: string;
  to: string;
  body: string;
}

const place = (id: string) => `inbound_texts/${id}`;

export const sealText = (house: House, id: string, { from, to, body }: Written): Buffer =>
  house.keys.seal("messages", JSON.stringify({ from, to, body: body.slice(0, 1_600) }), place(id));

export const openText = (house: House, id: string, sealed: Buffer): Written =>
  JSON.parse(house.keys.open("messages", sealed, place(id)));
