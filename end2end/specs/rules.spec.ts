// A rule is drawn in the studio, tried on the tickets that are there, published; it acts, and says what it did.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { both, bring, by, packageOf, start } from "../support/package.ts";
import { shots } from "../support/pictures.ts";
import { signIn, visit } from "../support/sign_in.ts";

const purchase = packageOf(
  [
    start,
    {
      key: "quote",
      title: both("询价", "Get a quote"),
      node: "task",
      owner: { by: "person", email: "admin@example.com" },
      outcomes: [{ key: "done", title: both("询好了", "Done") }],
      at: { x: 280, y: 160 },
    },
    { key: "end", title: both("买好了", "Bought"), node: "end", leaves: "resolved", at: { x: 480, y: 160 } },
  ],
  [
    { key: "l1", from: "start", to: "quote" },
    { key: "l2", from: "quote", to: "end", leaves: by("done") },
  ],
);

for (const language of ["zh-CN", "en"] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language, locale: language });

    test("a rule is drawn, tried and published, acts, and says what it did", async ({ page, another, office, say }) => {
      test.setTimeout(120_000);
      const label = new RegExp(`^${both("要买什么", "What")[language]}`);
      const pump = both("热泵演示机", "Heat pump")[language];
      const file = async (desk: Page, what: string) => {
        await visit(desk, "/desk/tickets/new?type=purchase");
        await desk.getByLabel(label).fill(what);
        await desk.getByRole("button", { name: say("tickets.new_file") }).click();
        await desk.waitForURL(/\/desk\/tickets\/\d+$/);
      };
      await bring(office, purchase);
      const desk = await another();
      await signIn(desk, office.admin);
      await file(desk, pump);
      await file(desk, both("复印纸", "Paper")[language]);

      await signIn(page, office.admin);
      await visit(page, "/studio/rules");
      await page.getByRole("button", { name: say("studio.new_rule") }).click();
      const name = both("热泵要紧", "Pumps matter")[language];
      await page.keyboard.type(name);
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/studio\/rules\/[\w-]+$/);

      // When a purchase is filed, and its subject speaks of a pump, then its priority is high.
      const purchases = both("采购", "Purchase")[language];
      await page.getByLabel(say("rule.add_type")).selectOption({ label: purchases });
      await page.getByRole("button", { name: say("condition.add"), exact: true }).click();
      await page.getByLabel(say("condition.subject")).selectOption({ label: both("要买什么", "What")[language] });
      await page.getByLabel(say("condition.value"), { exact: true }).fill(pump);
      await page.getByRole("button", { name: say("flow.act.add") }).click();
      await page.getByRole("menuitem", { name: say("flow.act.set_priority") }).click();
      await page.getByLabel(say("flow.priority")).selectOption({ label: say("record.priority.high") });
      await expectAccessible(page);
      await shots(page, `${language}-rule-drawn`);

      // One of the two tickets would have matched, and nothing is changed by asking.
      await page.getByRole("button", { name: say("rule.try_do") }).click();
      const answer = page.locator(".try-answer");
      await expect(answer).toContainText(say("rule.tried", { n: 1, looked: 2 }));
      await expect(answer.getByRole("link")).toHaveText([new RegExp(pump)]);
      await shots(page, `${language}-rule-tried`);

      await page.getByRole("button", { name: say("studio.publish") }).click();
      const dialog = page.locator("dialog[open]");
      await dialog.getByRole("button", { name: say("studio.publish_do"), exact: true }).click();
      await expect(page.getByText(say("studio.published", { name, number: 1 }))).toBeVisible();

      await file(desk, pump);
      await expect(desk.getByText(say("record.priority.high")).first()).toBeVisible();
      await desk.getByText(say("common.why")).filter({ visible: true }).last().click();
      await expect(desk.locator(".trace").filter({ visible: true }).first()).toContainText(name);
      await shots(desk, `${language}-rule-acted`);
      await visit(page, page.url());
      const log = page.getByRole("listitem").filter({ hasText: say("rule.did.priority_set") });
      await expect(log.getByRole("link", { name: new RegExp(`#3 .*${pump}`) })).toBeVisible();
      await shots(page, `${language}-rule-log`);
    });
  });
}
