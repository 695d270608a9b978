// Pictures for a person to look at: wide and narrow, light and dark, in end2end/shots (not kept by git).
import path from "node:path";
import type { Page } from "@playwright/test";

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** Takes four pictures of the page as it stands, then puts size and theme back. */
export async function shots(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const file = `${name}-${size.width}-${colorScheme}.png`;
      await page.screenshot({ path: path.join(import.meta.dirname, "../shots", file), animations: "disabled" });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}
