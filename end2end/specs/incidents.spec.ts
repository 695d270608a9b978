// Flows that are stuck: an administrator mends what one stumbled over, and goes on without in the others.
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { both, bring, packageOf, start } from "../support/package.ts";
import { shots } from "../support/pictures.ts";
import { signIn, visit } from "../support/sign_in.ts";

// What is bought is a number of parts, and the flow divides by it.
const divides = packageOf(
  [
    start,
    {
      key: "reckon",
      title: both("计算每份", "Reckon a part"),
      node: "action",
      acts: [{ act: "set_variable", name: "each", to: "100 / number(fields.subject) + vars.more" }],
      at: { x: 280, y: 160 },
    },
    { key: "end", title: both("买好了", "Bought"), node: "end", leaves: "resolved", at: { x: 480, y: 160 } },
  ],
  [
    { key: "l1", from: "start", to: "reckon" },
    { key: "l2", from: "reckon", to: "end" },
  ],
);

for (const language of ["zh-CN", "en"] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language, locale: language });

    test("a stuck ticket is mended and goes on, and others are skipped together", async ({ page, another, office, say }) => {
      test.setTimeout(120_000);
      const label = new RegExp(`^${both("要买什么", "What")[language]}`);
      await bring(office, divides);
      const desk = await another();
      await signIn(desk, office.admin);
      for (let count = 0; count < 3; count += 1) {
        await visit(desk, "/desk/tickets/new?type=purchase");
        await desk.getByLabel(label).fill("0");
        await desk.getByRole("button", { name: say("tickets.new_file") }).click();
        await desk.waitForURL(/\/desk\/tickets\/\d+$/);
      }

      await signIn(page, office.admin);
      await visit(page, "/admin/incidents");
      const rows = page.getByRole("list", { name: say("admin.incidents") }).getByRole("listitem");
      await expect(rows).toHaveCount(3);
      await rows.first().getByRole("button", { name: say("admin.incident_mend") }).click();
      const dialog = page.locator("dialog[open]");
      await dialog.getByLabel(label).fill("5");
      await dialog.getByLabel(say("admin.variable_name")).fill("more");
      await dialog.getByLabel(say("admin.variable_value")).fill("[1, 2");
      const save = dialog.getByRole("button", { name: say("admin.incident_mend_do") });
      await save.click();
      await expect(dialog.getByText(say("admin.variable_wrong"))).toBeVisible();
      await dialog.getByLabel(say("admin.variable_value")).fill("2");
      await expectAccessible(page);
      await shots(page, `${language}-incident-mend`);
      await save.click();
      await expect(dialog).toBeHidden();
      await expect(rows).toHaveCount(2);

      // The last ticket filed was the newest incident: it went on, and says by whom.
      await expect(desk.getByText(say("record.status.resolved")).first()).toBeVisible();
      await expect(desk.getByText(say("event.variables_set", { who: office.admin.name, variables: "more" }))).toBeVisible();

      await page.getByLabel(say("common.select_all")).check();
      await expectAccessible(page);
      await shots(page, `${language}-incidents`);
      const bar = page.getByRole("toolbar", { name: say("tickets.bulk") });
      await bar.getByRole("button", { name: say("ticket.incident_skip") }).click();
      await expect(page.getByText(say("admin.incidents_none"))).toBeVisible();
    });
  });
}
