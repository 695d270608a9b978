// A flow is changed while tickets walk it: they stay on their version until somebody moves them, and can be moved back.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { both, bring, by, packageOf, start } from "../support/package.ts";
import { shots } from "../support/pictures.ts";
import { signIn, visit } from "../support/sign_in.ts";

/** Asking for a price, then ordering; the first step is called by a key of its own. */
const asking = (key: string, title: ReturnType<typeof both>) =>
  packageOf(
    [
      start,
      {
        key,
        title,
        node: "task",
        owner: { by: "person", email: "admin@example.com" },
        outcomes: [{ key: "done", title: both("询好了", "Done") }],
        limit: { span: { minutes: 480 } },
        at: { x: 280, y: 160 },
      },
      { key: "end", title: both("买好了", "Bought"), node: "end", leaves: "resolved", at: { x: 480, y: 160 } },
    ],
    [
      { key: "l1", from: "start", to: key },
      { key: "l2", from: key, to: "end", leaves: by("done") },
    ],
  );

for (const language of ["zh-CN", "en"] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language, locale: language });

    test("open tickets move to a new version when they are told where to go on, and back", async ({ page, another, office, say }) => {
      test.setTimeout(120_000);
      const words = (text: ReturnType<typeof both>) => text[language];
      const [quote, compare] = [both("询价", "Get a quote"), both("三家比价", "Compare three quotes")];
      await bring(office, asking("quote", quote));
      await signIn(page, office.admin);
      await visit(page, "/desk/tickets/new?type=purchase");
      await page.getByLabel(new RegExp(`^${words(both("要买什么", "What"))}`)).fill("一台热泵演示机");
      await page.getByRole("button", { name: say("tickets.new_file") }).click();
      await page.waitForURL(/\/desk\/tickets\/\d+$/);
      const step = (on: Page, text: ReturnType<typeof both>) => on.getByRole("heading", { name: words(text) });
      await expect(step(page, quote)).toBeVisible();

      // The new version has another step there. The ticket does not notice.
      await bring(office, asking("compare", compare));
      const studio = await another();
      await signIn(studio, office.admin);
      await visit(studio, "/studio/flows/purchase/versions");
      const version = (number: number) =>
        studio.getByRole("listitem").filter({ has: studio.getByText(say("studio.version", { number }), { exact: true }) });
      const dialog = studio.locator("dialog[open]");
      const groups = dialog.getByRole("list", { name: say("migration.groups") });
      await version(2).getByRole("button", { name: say("migration.move_here") }).click();
      await expect(groups).toContainText(say("migration.needs_choice"));
      await expect(dialog.locator(".asking-acts").getByRole("button")).toBeDisabled();
      await expectAccessible(studio);
      await shots(studio, `${language}-migration`);

      // Somebody says where it goes on; the open page of the ticket follows.
      await dialog.getByLabel(say("migration.goes_on", { step: words(quote) })).selectOption("compare");
      await expect(groups).toContainText(say("migration.mapped"));
      await dialog.locator(".asking-acts").getByRole("button").click();
      await expect(groups).toBeHidden();
      await expect(dialog).toContainText(say("migration.none"));
      await shots(studio, `${language}-migration-done`);
      await expect(step(page, compare)).toBeVisible();

      // And back again, where only what was moved away is looked at.
      await studio.keyboard.press("Escape");
      await expect(dialog).toHaveCount(0);
      await version(1).getByRole("button", { name: say("migration.move_here") }).click();
      await dialog.getByLabel(say("migration.goes_on", { step: words(compare) })).selectOption("quote");
      await expect(groups).toContainText(say("migration.mapped"));
      await dialog.locator(".asking-acts").getByRole("button").click();
      await expect(step(page, quote)).toBeVisible();
      await page.getByRole("button", { name: words(both("询好了", "Done")) }).click();
      await expect(page.getByText(say("record.status.resolved")).first()).toBeVisible();
    });
  });
}
