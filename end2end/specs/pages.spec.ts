// Every page, in both languages: nothing complains, axe finds nothing serious, no word is missing, and nothing is wider
// than a phone.
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { shots } from "../support/pictures.ts";
import { signIn, visit } from "../support/sign_in.ts";

const PAGES: Record<string, string> = {
  day: "/desk",
  tickets: "/desk/tickets",
  new: "/desk/tickets/new",
  intake: "/desk/tickets/new?type=complaint",
  ticket: "/desk/tickets/1",
  people: "/admin/people",
  teams: "/admin/teams",
  roles: "/admin/roles",
  workload: "/admin/workload",
  incidents: "/admin/incidents",
  account: "/account",
  studio: "/studio/forms",
  trash: "/studio/trash",
  type: "/studio/ticket-types/complaint",
  calendar: "/studio/calendars/standard",
  policy: "/studio/policies/standard",
  ladder: "/studio/ladders/standard",
  rule: "/studio/rules/urgent-complaint",
  queue: "/studio/queues/service",
  skill: "/studio/skills/english",
  role: "/studio/roles/agent",
  phrase: "/studio/phrases/apology",
  versions: "/studio/flows/complaint/versions",
  form: "/studio/forms/complaint",
  flow: "/studio/flows/complaint",
};

for (const language of ["zh-CN", "en"] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language, locale: language });

    test("every page is whole", { tag: "@screens" }, async ({ page, office }) => {
      test.setTimeout(300_000);
      await office.command("demo");
      await visit(page, "/login");
      await expectAccessible(page);
      await signIn(page, office.admin);
      for (const [name, address] of Object.entries(PAGES)) {
        await test.step(name, async () => {
          await visit(page, address);
          await expect(page.locator("main, [role=main]").first()).toBeVisible();
          await expectAccessible(page);
          await page.setViewportSize({ width: 390, height: 844 });
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(over, `${name} is wider than a phone`).toBeLessThanOrEqual(0);
          await page.setViewportSize({ width: 1440, height: 900 });
          const text = await page.locator("body").innerText();
          // A key without words shows as itself or in brackets.
          expect(text).not.toMatch(/\[\?\]|\b[a-z_]+\.[a-z_]+_[a-z_.]+\b/);
          await shots(page, `${language}-${name}`);
        });
      }
    });
  });
}
