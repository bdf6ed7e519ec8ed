import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { mustLoadBrand } from "@/domain/brand/load";
import type { House } from "@/domain/house";
import { testHouse } from "@/domain/testing";
import { createSystems, startLoyalty } from "./index";

export const today = new Date("2026-11-21T12:00:00Z");

/** A house on the demo brand, with its three sources running. Close it in `afterAll`. */
export async function demoHouse(): Promise<{ house: House; close(): Promise<void> }> {
  const { env } = await createSystems({ adminUrl: inject("postgres").adminUrl, today });
  const token = "a token for tests";
  const loyalty = await startLoyalty({ port: 0, token, shopUrl: env.SHOP_DATABASE_URL });
  const variables = { ...env, LOYALTY_URL: loyalty.url, LOYALTY_TOKEN: token };
  const brand = await mustLoadBrand(fileURLToPath(new URL("..", import.meta.url)), variables);
  const allowPrivateHosts = [new URL(loyalty.url).host];
  const { house, close } = await testHouse({ brand, settings: { allowPrivateHosts } });
  return {
    house,
    async close() {
      await close();
      await loyalty.close();
    },
  };
}
