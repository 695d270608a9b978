// Coming to a page, and signing in, as a person does.
import { expect, type Page } from "@playwright/test";
import type { Person } from "./office.ts";

/** Opens a page and waits until the program has taken it over. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator("html[data-alive]")).toBeAttached();
}

/** Opens the login page, signs in and waits for the desk. */
export async function signIn(page: Page, who: Person): Promise<void> {
  await page.goto("/login");
  const send = page.locator('form button[type="submit"]');
  // Until the program has taken the page over, what is typed would be lost; the button tells.
  await expect(send).toBeEnabled();
  await page.locator('input[name="email"]').fill(who.email);
  await page.locator('input[name="password"]').fill(who.password);
  await send.click();
  await page.waitForURL(/\/desk(\/|\?|$)/);
}
