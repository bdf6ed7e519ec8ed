/** The demo's personas, as its start prints them. */
export const people = {
  ana: "ana.ribeiro@example.com",
  jonas: "jonas.weber@example.com",
  maeve: "maeve.gallagher@example.com",
  zoe: "zoe.o'hara+trail&rope@example.com",
  chen: "chen.jingyi@example.com",
} as const;

export type PersonaId = keyof typeof people;
