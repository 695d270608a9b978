// A ticket's whole way, seen by two people at once: filed through the generated form, given to somebody with a due time
// and a reason, completed in a second browser, closed before the eyes of the first.
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { hire } from "../support/hire.ts";
import { shots } from "../support/pictures.ts";
import { signIn } from "../support/sign_in.ts";

test("a ticket is filed, explained, completed in another browser, and closes live", async ({ page, another, office }) => {
  test.setTimeout(120_000);
  const agent = await hire(office, "王客服", "wang@example.com", "agent");

  await signIn(page, agent);
  await page.goto("/desk/tickets/new");
  await expectAccessible(page);
  await shots(page, "types");
  await page.getByRole("link", { name: "咨询", exact: true }).click();
  const file = page.getByRole("button", { name: "提交工单" });
  await expect(file).toBeEnabled();

  // Somebody new asks: the search makes room for what is known of them.
  await page.getByLabel("查找客户").fill("张伟");
  await page.getByText("“张伟”").click();
  await expect(page.getByLabel("查找客户")).toBeHidden();
  await expect(page.locator("#asker-name")).toHaveValue("张伟");

  // Nothing is filled in: every missing field is named, and nothing is filed.
  await file.click();
  await expect(page.getByRole("alert").filter({ visible: true }).first()).toBeVisible();
  await page.getByLabel(/^标题/).fill("续保需要哪些材料？");
  await page.getByLabel(/^咨询内容/).selectOption({ label: "保修与售后" });
  await page.getByLabel(/^问题/).fill("热泵的保修下个月到期，想续两年。");

  // A field that a condition shows, and hides again.
  await page.getByRole("radio", { name: "电话" }).check();
  await expect(page.getByLabel(/^联系电话/)).toBeVisible();
  await page.getByRole("radio", { name: "在线或邮件" }).check();
  await expect(page.getByLabel(/^联系电话/)).toBeHidden();
  await shots(page, "intake");
  await file.click();

  await page.waitForURL(/\/desk\/tickets\/\d+$/);
  await expect(page.getByRole("heading", { name: /续保需要哪些材料/ })).toBeVisible();
  // Whoever has the fewest open tasks in the queue has it, until a time, and both can be explained.
  const given = page.getByText(/“答复客户”派给/).filter({ visible: true }).first();
  await expect(given).toContainText(office.admin.name);
  await expect(page.getByText(/剩.*[小时分]|\d截止/).filter({ visible: true }).first()).toBeVisible();
  await page.getByText("为什么？").filter({ visible: true }).last().click();
  await expect(page.locator(".trace").filter({ visible: true }).first()).toContainText(agent.name);
  await expectAccessible(page);
  await shots(page, "ticket");

  const second = await another();
  await signIn(second, office.admin);
  await second.goto(page.url());
  const done = second.getByRole("button", { name: "已答复" });
  await expect(done).toBeEnabled();
  await second.getByLabel(/^答复摘要/).fill("身份证、购机凭证和序列号。");
  await done.click();

  // The first browser was not touched since.
  await expect(page.getByText("已关闭").first()).toBeVisible();
  await expect(second.getByText("已关闭").first()).toBeVisible();
  await shots(page, "closed");
});
