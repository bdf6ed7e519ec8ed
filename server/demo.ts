import { createHmac } from "node:crypto";
import {
  anasPhone,
  createSystems,
  demoStaff,
  personas,
  seedHistory,
  seedStaff,
  startLoyalty,
} from "@/brand/demo";
import type { House } from "@/domain/house";

/** The demo brand's systems, running beside the app. */
export interface Demo {
  /** What the demo's brand folder names as `${NAME}`. */
  variables: Record<string, string>;
  /** `host:port` of its services on this machine, which sources may reach. */
  privateHosts: string[];
  /** Gives its people a past the first time. */
  furnish(house: House): Promise<void>;
  /** How to sign in as each of its people, line by line; needs the app's address. */
  signIn(address: string): string[];
  close(): Promise<void>;
}

/** Makes the shop and the mailing system the first time, and starts the loyalty service. */
export async function openDemo(options: { adminUrl: string; say: (line: string) => void }): Promise<Demo> {
  const today = new Date();
  const { env, seeded } = await createSystems({ adminUrl: options.adminUrl, today });
  if (seeded) options.say("Made the demo shop, Juniper Outfitters, with 300 customers.");
  const token = createHmac("sha256", new URL(options.adminUrl).password).update("loyalty").digest("hex");
  const loyalty = await startLoyalty({ port: 0, token, shopUrl: env.SHOP_DATABASE_URL });
  return {
    variables: { ...env, LOYALTY_URL: loyalty.url, LOYALTY_TOKEN: token },
    privateHosts: [new URL(loyalty.url).host],
    furnish: async (house) => {
      await seedHistory(house, today);
      await seedStaff(house);
    },
    signIn,
    close: loyalty.close,
  };
}

function signIn(address: string): string[] {
  const widest = Math.max(...personas.map((persona) => persona.email.length));
  return [
    "",
    `This is the demo. Sign in with one of these addresses; the code arrives at ${address}/demo/outbox`,
    ...personas.map((persona) => `  ${persona.email.padEnd(widest)}  ${persona.story.en}`),
    `A phone number works as well, such as Ana's: ${anasPhone}`,
    "",
    `The desk is at ${address}/desk: the code arrives there too, then an authenticator app with this key.`,
    ...demoStaff.map(
      ({ email, role, totpKey }) => `  ${email.padEnd(widest)}  ${role.padEnd(15)}  ${totpKey}`,
    ),
    "",
  ];
}
