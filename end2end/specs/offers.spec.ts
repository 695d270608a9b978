// A step is offered to one after another: the first one declines, the second one accepts, and nobody reloads a page.
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { hire } from "../support/hire.ts";
import { both, bring, by, packageOf, start } from "../support/package.ts";
import { shots } from "../support/pictures.ts";
import { signIn, visit } from "../support/sign_in.ts";

const purchase = JSON.parse(
  packageOf(
    [
      start,
      {
        key: "quote",
        title: both("询价", "Get a quote"),
        node: "task",
        owner: { by: "queue", queue: "quotes" },
        outcomes: [{ key: "done", title: both("询好了", "Done") }],
        at: { x: 280, y: 160 },
      },
      { key: "end", title: both("买好了", "Bought"), node: "end", leaves: "resolved", at: { x: 480, y: 160 } },
    ],
    [
      { key: "l1", from: "start", to: "quote" },
      { key: "l2", from: "quote", to: "end", leaves: by("done") },
    ],
  ),
);
purchase.definitions.unshift({
  kind: "queue",
  key: "quotes",
  title: both("询价组", "Quotes"),
  body: { format: 1, people: ["wang@example.com", "mei@example.com"], offer: { seconds: 3600, rounds: 2 } },
});

for (const language of ["zh-CN", "en"] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language, locale: language });

    test("what one declines is offered to the next one, who accepts it", async ({ page, another, office, say }) => {
      test.setTimeout(120_000);
      const wang = await hire(office, "王客服", "wang@example.com", "agent");
      const mei = await hire(office, "陈美", "mei@example.com", "agent");
      await bring(office, JSON.stringify(purchase));

      // The queue says how its work is offered.
      await signIn(page, office.admin);
      await visit(page, "/studio/queues/quotes");
      await expect(page.getByLabel(say("offer.seconds"))).toHaveValue("3600");
      await expect(page.getByLabel(say("offer.rounds"))).toHaveValue("2");
      await expectAccessible(page);
      await shots(page, `${language}-offer-queue`);
      // Unchecked, it gives its work at once; the step back offers it again.
      await page.getByLabel(say("offer.on")).uncheck();
      await expect(page.getByLabel(say("offer.seconds"))).toHaveCount(0);
      await page.getByLabel(say("offer.on")).check();
      await expect(page.getByLabel(say("offer.seconds"))).toHaveValue("60");

      const [first, second] = [await another(), await another()];
      await signIn(first, wang);
      await signIn(second, mei);
      await visit(first, "/desk");
      await visit(second, "/desk");
      await visit(page, "/desk/tickets/new?type=purchase");
      await page.getByLabel(new RegExp(`^${both("要买什么", "What")[language]}`)).fill("热泵演示机");
      await page.getByRole("button", { name: say("tickets.new_file") }).click();
      await page.waitForURL(/\/desk\/tickets\/\d+$/);

      // Whoever is asked sees it on top of their day, and the others see who is asked.
      await expect(page.getByText(say("offer.theirs", { name: wang.name }))).toBeVisible();
      const offered = first.locator(".due-group", { hasText: say("day.offers") });
      await expect(offered.getByRole("link", { name: "热泵演示机" })).toBeVisible();
      await expect(second.locator(".due-group", { hasText: say("day.offers") })).toHaveCount(0);
      await shots(first, `${language}-offer-day`);
      await offered.getByRole("link", { name: "热泵演示机" }).click();
      await expect(first.getByText(say("offer.yours"))).toBeVisible();
      await expectAccessible(first);
      await shots(first, `${language}-offer-ticket`);

      // The first one declines, with a reason; the second one is asked at once.
      await first.getByRole("button", { name: say("offer.decline"), exact: true }).click();
      const dialog = first.locator("dialog[open]");
      await dialog.getByRole("textbox").fill(both("在打电话", "on the phone")[language]);
      await dialog.getByRole("button", { name: say("offer.decline"), exact: true }).click();
      await expect(first.getByText(say("offer.declined"))).toBeVisible();
      await expect(page.getByText(say("offer.theirs", { name: mei.name }))).toBeVisible();
      await expect(page.getByText(both("在打电话", "on the phone")[language])).toBeVisible();
      const next = second.locator(".due-group", { hasText: say("day.offers") });
      await next.getByRole("link", { name: "热泵演示机" }).click();
      await second.getByRole("button", { name: say("offer.accept"), exact: true }).click();
      await expect(second.getByText(say("ticket.now_yours"), { exact: true })).toBeVisible();
      await expect(second.getByRole("button", { name: say("offer.accept"), exact: true })).toHaveCount(0);
      await expect(page.getByText(say("ticket.now_theirs", { name: mei.name }))).toBeVisible();
      await second.getByRole("button", { name: both("询好了", "Done")[language], exact: true }).click();
      await expect(second.getByRole("heading", { name: say("ticket.now_none") })).toBeVisible();
    });
  });
}
