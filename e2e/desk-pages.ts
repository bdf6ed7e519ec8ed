import type { Page } from "@playwright/test";
import { deskOf, endVisit, goOnIn, newAgent, signRules, visit } from "./agents";
import { deskRoutes, visitPaths } from "./routes";

type Work = (path: string) => Promise<void>;

/** Goes through every page of the desk in a browser, each as whoever works there. */
export async function throughTheDesk(page: Page, work: Work): Promise<void> {
  for (const role of new Set(deskRoutes.map((route) => route.role))) {
    await page.context().clearCookies();
    await goOnIn(page, await deskOf(role));
    for (const route of deskRoutes) if (route.role === role) await work(route.path);
  }
  await page.context().clearCookies();
}

/** Goes through a customer's pages in a browser, in a visit to them. */
export async function throughAVisit(page: Page, email: string, work: Work): Promise<void> {
  const agent = await newAgent();
  await signRules(agent);
  await visit(agent, email);
  await page.context().clearCookies();
  await goOnIn(page, agent.desk);
  for (const path of visitPaths) await work(path);
  await endVisit(agent);
  await page.context().clearCookies();
}
