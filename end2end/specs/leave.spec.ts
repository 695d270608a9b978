// Someone takes leave: their open step goes to whoever stands in, and so does what is meant for them meanwhile.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { hire } from "../support/hire.ts";
import { both, bring, by, packageOf, start } from "../support/package.ts";
import { shots } from "../support/pictures.ts";
import { signIn, visit } from "../support/sign_in.ts";

const quote = both("询价", "Get a quote");

// One step, which is always the same person's.
const purchase = packageOf(
  [
    start,
    {
      key: "quote",
      title: quote,
      node: "task",
      owner: { by: "person", email: "mei@example.com" },
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

/** A day so many days from today, in every zone. */
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

for (const language of ["zh-CN", "en"] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language, locale: language });

    test("leave is taken, the stand-in has the work, and everyone sees why", async ({ page, another, office, say, watch }) => {
      test.setTimeout(120_000);
      watch.expect(/status of 422/);
      const mei = await hire(office, "陈美", "mei@example.com", "agent");
      const bo = await hire(office, "王波", "bo@example.com", "agent");
      await bring(office, purchase);
      const file = async (on: Page) => {
        await visit(on, "/desk/tickets/new?type=purchase");
        await on.getByLabel(new RegExp(`^${both("要买什么", "What")[language]}`)).fill("一台热泵演示机");
        await on.getByRole("button", { name: say("tickets.new_file") }).click();
        await on.waitForURL(/\/desk\/tickets\/\d+$/);
      };
      await signIn(page, office.admin);
      await file(page);

      // Mei says when she is away, and who stands in.
      const own = await another();
      await signIn(own, mei);
      await visit(own, "/account");
      await own.getByRole("button", { name: say("admin.leave_add") }).click();
      const form = own.locator("form", { has: own.getByRole("heading", { name: say("admin.leave"), exact: true }) });
      await form.getByLabel(say("admin.leave_first")).fill(day(-2));
      await form.getByLabel(say("admin.leave_last")).fill(day(-3));
      await form.getByLabel(say("admin.leave_work")).selectOption("stand_in");
      await form.getByRole("button", { name: say("common.save") }).click();
      await expect(form.getByText(say("problem.ends_before_beginning"))).toBeVisible();
      await expectAccessible(own);
      await form.getByLabel(say("admin.leave_last")).fill(day(3));
      await form.getByLabel(say("admin.leave_stand_in")).selectOption({ label: bo.name });
      await shots(own, `${language}-leave`);
      await form.getByRole("button", { name: say("common.save") }).click();
      await expect(own.getByText(say("account.saved"))).toBeVisible();

      // Her open step is Bo's at once, and the timeline says so.
      const words = say("event.handed_over", { title: quote[language], from: mei.name, to: bo.name });
      await expect(page.getByText(words)).toBeVisible();
      await shots(page, `${language}-leave-ticket`);

      // What is meant for her is his too, for a reason that can be read.
      const second = await another();
      await signIn(second, office.admin);
      await file(second);
      await expect(second.getByText(bo.name).first()).toBeVisible();
      const his = await another();
      await signIn(his, bo);
      await visit(his, "/desk");
      await expect(his.getByText(quote[language], { exact: true })).toHaveCount(2);

      // Everybody sees that she is not there; an administrator changes it.
      await visit(page, "/admin/people");
      const row = page.getByRole("row").filter({ hasText: mei.name });
      await expect(row).toContainText(say("admin.state.absent"));
      await shots(page, `${language}-people-leave`);
      await row.getByRole("button", { name: mei.name }).click();
      const drawer = page.getByRole("dialog");
      await drawer.getByLabel(say("admin.shifts")).selectOption({ index: 1 });
      await expect(drawer.getByLabel(say("admin.leave_last"))).toHaveValue(day(3));
      await drawer.getByRole("button", { name: say("admin.leave_remove") }).click();
      await expectAccessible(page);
      await shots(page, `${language}-person-leave`);
      await drawer.getByRole("button", { name: say("common.save"), exact: true }).click();
      await expect(drawer).toBeHidden();
      await expect(row).not.toContainText(say("admin.state.absent"));
    });
  });
}
