// Every component in every state: judged by axe and pictured in both themes.
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { shots } from "../support/pictures.ts";

for (const theme of ["light", "dark"]) {
  test(`the components are accessible in ${theme} colours`, async ({ page }) => {
    await page.goto(`/_gallery?theme=${theme}`);
    await expect(page.getByRole("heading", { name: "Components", exact: true })).toBeVisible();
    await expectAccessible(page);
    // A menu opens by its button, without a script.
    await page.getByRole("button", { name: "This ticket" }).click();
    await expect(page.getByRole("menuitem", { name: "Hold" })).toBeVisible();
    await expectAccessible(page);
  });
}

test("the components are pictured", async ({ page }) => {
  await page.goto("/_gallery");
  await shots(page, "gallery");
});
