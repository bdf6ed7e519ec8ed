import type { Page } from "@playwright/test";

/** Everything that opens in place is part of the page. */
export async function openAll(page: Page): Promise<void> {
  await page.locator("main details:not([open])").evaluateAll((all) => {
    for (const one of all) one.setAttribute("open", "");
  });
}

/** What sticks out of the page sideways, though what scrolls in itself may; none where the page itself does not scroll. */
export const outside = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth;
    const over = [...document.querySelectorAll("body *")].filter((node) => {
      const box = node.getBoundingClientRect();
      if (box.width === 0 || node.closest(".text-table, pre, .vh, svg")) return false;
      const table = node.closest(".records-scroll");
      if (table && getComputedStyle(table).overflowX !== "visible") return false;
      return box.right > innerWidth + 1 || box.left < -1;
    });
    return wide ? over.map((node) => `${node.tagName}.${node.className}`).slice(0, 5) : [];
  });
