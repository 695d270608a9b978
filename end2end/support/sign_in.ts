// Signing in, as a person does.
import { expect, type Page } from "@playwright/test";
import type { Person } from "./office.ts";

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
