// Whoever knows the password comes in; whoever does not is told so, and nothing more.
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { shots } from "../support/pictures.ts";
import { signIn } from "../support/sign_in.ts";

test("an administrator signs in and sees the desk", async ({ page, office }) => {
  await signIn(page, office.admin);
  await expect(page.getByText(office.admin.name).first()).toBeAttached();
  await expectAccessible(page);
  await shots(page, "desk");
});

test("a wrong password is refused in words, and the page stays as it is", async ({ page, office, watch }) => {
  watch.expect(/status of 4\d\d/);
  await page.goto("/login");
  const send = page.locator('form button[type="submit"]');
  await expect(send).toBeEnabled();
  await page.locator('input[name="email"]').fill(office.admin.email);
  await page.locator('input[name="password"]').fill("not the password at all");
  await send.click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(page).toHaveURL(/\/login/);
  await expectAccessible(page);
});

test("the desk is closed to whoever has not signed in", async ({ page }) => {
  await page.goto("/desk/tickets");
  await expect(page).toHaveURL(/\/login/);
  await shots(page, "login");
});
