import type { House } from "@/domain/house";
import { addStaff, listStaff } from "@/domain/staff";
import type { StaffRow } from "@/domain/staff/catalog";
import { giveKnownTotp } from "@/domain/staff/known-totp";

/** Somebody at the demo's desk. The authenticator's key is known to everybody, which only a demo may do. */
export interface DemoStaff {
  email: string;
  name: string;
  role: StaffRow["role"];
  /** For an authenticator app, or for a test that computes what it shows. */
  totpKey: string;
}

export const demoStaff: readonly DemoStaff[] = [
  {
    email: "sam.okafor@juniper.example",
    name: "Sam Okafor",
    role: "support",
    totpKey: "AMF3PCODW3NZOEFXK5VGD2V6FJ43VIQT",
  },
  {
    email: "ines.carvalho@juniper.example",
    name: "Inês Carvalho",
    role: "privacy_officer",
    totpKey: "GWHY3HGPTMTIUWGJHEMOMBPJBOEIOST7",
  },
  {
    email: "tomas.reis@juniper.example",
    name: "Tomás Reis",
    role: "admin",
    totpKey: "JGCQYI3VT33HHDSPNCODPC4B77LILB65",
  },
  {
    email: "lena.brandt@juniper.example",
    name: "Lena Brandt",
    role: "auditor",
    totpKey: "VBDG4P5UGDYRLK7DZ66F5L34NG5ZLSUR",
  },
];

/** Adds the demo's staff the first time. Whoever is there already, disabled or changed, is left alone. */
export async function seedStaff(house: House): Promise<void> {
  const known = new Set((await listStaff(house)).map(({ email }) => email));
  for (const { email, name, role, totpKey } of demoStaff) {
    if (known.has(email)) continue;
    const { id } = await addStaff(house, { email, name, role });
    await giveKnownTotp(house, { id, key: totpKey });
  }
}
