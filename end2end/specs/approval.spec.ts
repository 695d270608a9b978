// What people do to each other's steps: approving together, asking a third one besides, sending back, taking back.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { hire } from "../support/hire.ts";
import { both, bring, by, packageOf, start } from "../support/package.ts";
import { shots } from "../support/pictures.ts";
import { signIn, visit } from "../support/sign_in.ts";
import type { Words } from "../support/words.ts";

/** Files a purchase and stays on its page. */
async function file(page: Page, say: Words): Promise<void> {
  await visit(page, "/desk/tickets/new?type=purchase");
  await page.getByLabel(/^要买什么/).fill("一台热泵演示机");
  await page.getByRole("button", { name: say("tickets.new_file") }).click();
  await page.waitForURL(/\/desk\/tickets\/\d+$/);
}

const approval = packageOf(
  [
    start,
    {
      key: "sign",
      title: both("采购审批", "Approve the purchase"),
      node: "approval",
      approvers: [
        { who: "person", email: "mei@example.com" },
        { who: "person", email: "admin@example.com" },
      ],
      may_abstain: true,
      limit: { span: { minutes: 480 }, warnings: [{ at_percent: 50 }] },
      at: { x: 280, y: 160 },
    },
    { key: "bought", title: both("批准", "Approved"), node: "end", leaves: "resolved", at: { x: 500, y: 100 } },
    { key: "not", title: both("不批准", "Refused"), node: "end", leaves: "cancelled", at: { x: 500, y: 220 } },
  ],
  [
    { key: "l1", from: "start", to: "sign" },
    { key: "l2", from: "sign", to: "bought", leaves: by("agreed") },
    { key: "l3", from: "sign", to: "not", leaves: by("refused") },
  ],
);

const steps = packageOf(
  [
    start,
    {
      key: "quote",
      title: both("询价", "Get a quote"),
      node: "task",
      owner: { by: "person", email: "wang@example.com" },
      outcomes: [{ key: "done", title: both("询好了", "Done") }],
      at: { x: 280, y: 160 },
    },
    {
      key: "order",
      title: both("下单", "Order"),
      node: "task",
      owner: { by: "person", email: "mei@example.com" },
      outcomes: [{ key: "done", title: both("已下单", "Ordered") }],
      sends_back: true,
      gives_back: true,
      at: { x: 480, y: 160 },
    },
    { key: "end", title: both("买好了", "Bought"), node: "end", leaves: "resolved", at: { x: 680, y: 160 } },
  ],
  [
    { key: "l1", from: "start", to: "quote" },
    { key: "l2", from: "quote", to: "order", leaves: by("done") },
    { key: "l3", from: "order", to: "end", leaves: by("done") },
  ],
);

test("two people approve, and one of them asks a third first", async ({ page, another, office, say }) => {
  test.setTimeout(120_000);
  const mei = await hire(office, "陈美", "mei@example.com", "manager");
  const wang = await hire(office, "王客服", "wang@example.com", "agent");
  await bring(office, approval);

  // It is drawn like any other step, and its rule is chosen beside it.
  await signIn(page, office.admin);
  await visit(page, "/studio/flows/purchase");
  await page.locator("g.node", { hasText: "采购审批" }).locator(".shape").click({ force: true });
  const side = page.locator(".designer-properties");
  await expect(side.getByText(say("flow.approval.title"))).toBeVisible();
  await expect(side.getByLabel(say("flow.approval.when"))).toHaveValue("all");
  await side.getByRole("button", { name: say("flow.approval.add") }).click();
  await expect(side.locator(".approver")).toHaveCount(3);
  await page.keyboard.press("Control+z");
  await expect(side.locator(".approver")).toHaveCount(2);
  await side.getByLabel(say("flow.approval.when")).selectOption("share");
  await expect(side.getByLabel(say("flow.approval.percent"))).toHaveValue("50");
  await expectAccessible(page);
  await shots(page, "approval-designer");

  await file(page, say);
  const votes = page.getByRole("list", { name: say("ticket.votes") });
  await expect(votes.getByRole("listitem")).toHaveCount(2);

  // Whoever is asked lets somebody else decide first.
  const manager = await another();
  await signIn(manager, mei);
  await visit(manager, page.url());
  await manager.getByRole("button", { name: say("ticket.ask_besides") }).click();
  const dialog = manager.getByRole("dialog", { name: say("ticket.ask_besides") });
  await dialog.getByLabel(new RegExp(`^${say("ticket.ask_whom")}`)).selectOption({ label: wang.name });
  await expectAccessible(manager);
  await shots(manager, "approval-ask");
  await dialog.getByRole("button", { name: say("ticket.ask_do"), exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(votes.getByRole("listitem")).toHaveCount(3);
  await expect(votes.getByRole("listitem").nth(0)).toContainText(wang.name);
  await expect(votes.getByRole("listitem").nth(1)).toContainText(say("ticket.vote_later"));
  await shots(page, "approval-ticket");

  const agent = await another();
  await signIn(agent, wang);
  await visit(agent, page.url());
  await agent.getByRole("button", { name: "同意", exact: true }).click();
  const agree = manager.getByRole("button", { name: "同意", exact: true });
  await expect(agree).toBeEnabled();
  await agree.click();
  await page.getByRole("button", { name: "同意", exact: true }).click();
  await expect(page.getByText(say("record.status.resolved")).first()).toBeVisible();
  await expect(manager.getByText(say("record.status.resolved")).first()).toBeVisible();
});

test("a step is taken back by whoever did it, and sent back by whoever has it", async ({ page, another, office, say }) => {
  test.setTimeout(120_000);
  const mei = await hire(office, "陈美", "mei@example.com", "manager");
  const wang = await hire(office, "王客服", "wang@example.com", "agent");
  await bring(office, steps);
  await signIn(page, wang);
  await file(page, say);
  const quoted = page.getByRole("button", { name: "询好了" });
  await quoted.click();
  await page.getByRole("button", { name: say("ticket.take_back") }).click();
  await expect(quoted).toBeEnabled();
  await quoted.click();

  const manager = await another();
  await signIn(manager, mei);
  await visit(manager, page.url());
  await manager.getByRole("button", { name: say("ticket.send_back"), exact: true }).click();
  const dialog = manager.locator("dialog[open]");
  await expect(dialog.getByLabel(new RegExp(`^${say("ticket.back_to")}`))).toHaveValue("quote");
  await expectAccessible(manager);
  await shots(manager, "send-back");
  const send = dialog.getByRole("button", { name: say("ticket.send_back"), exact: true });
  await expect(send).toBeDisabled();
  await dialog.getByLabel(new RegExp(`^${say("ticket.transfer_reason")}`)).fill("报价单里没有运费");
  await send.click();
  await expect(dialog).toBeHidden();

  // Whoever did the step before sees why, and does it again; it comes straight back.
  await expect(page.getByText(/报价单里没有运费/).filter({ visible: true }).first()).toBeVisible();
  await quoted.click();
  await manager.getByRole("button", { name: "已下单" }).click();
  await expect(page.getByText(say("record.status.resolved")).first()).toBeVisible();
});

test("a step is delegated and comes back; the ticket is followed, held, moved and ended", async ({ page, another, office, say }) => {
  test.setTimeout(120_000);
  const mei = await hire(office, "陈美", "mei@example.com", "manager");
  const wang = await hire(office, "王客服", "wang@example.com", "agent");
  await bring(office, steps);
  await signIn(page, wang);
  await file(page, say);
  const open = (who: Page) => who.locator("dialog[open]");
  const reason = (who: Page) => open(who).getByLabel(new RegExp(`^${say("ticket.transfer_reason")}`));
  const pick = async (who: Page, words: string) => {
    await who.getByRole("button", { name: say("ticket.more"), exact: true }).click();
    await who.getByRole("menuitem", { name: words, exact: true }).click();
  };

  // It is given to a colleague, who sees whose it is, and comes back with what she thinks.
  await page.getByRole("button", { name: say("ticket.delegate"), exact: true }).click();
  await open(page).getByLabel(new RegExp(`^${say("ticket.to_colleague")}`)).selectOption({ label: mei.name });
  await reason(page).fill("你认识供应商");
  await expectAccessible(page);
  await shots(page, "delegate");
  await open(page).getByRole("button", { name: say("ticket.delegate"), exact: true }).click();
  await expect(page.getByRole("button", { name: say("ticket.recall") })).toBeVisible();
  const manager = await another();
  await signIn(manager, mei);
  await visit(manager, page.url());
  await expect(manager.getByText(say("ticket.now_delegated", { name: wang.name }))).toBeVisible();
  await page.getByRole("button", { name: say("ticket.urge"), exact: true }).click();
  await open(page).getByRole("button", { name: say("ticket.urge"), exact: true }).click();
  await expect(manager.getByText(say("ticket.urged_times", { n: 1 }))).toBeVisible();
  await manager.getByRole("button", { name: "询好了" }).click();
  await expect(page.getByRole("button", { name: say("ticket.delegate"), exact: true })).toBeVisible();

  // It is held, and taken up again.
  await pick(page, say("ticket.hold"));
  await reason(page).fill("等供应商报价");
  await expectAccessible(page);
  await shots(page, "hold");
  await open(page).getByRole("button", { name: say("ticket.hold"), exact: true }).click();
  await expect(page.getByText(/等供应商报价/).filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByText(say("record.status.on_hold")).first()).toBeVisible();
  await expectAccessible(page);
  await shots(page, "held");
  await page.getByRole("button", { name: say("ticket.resume"), exact: true }).click();
  await expect(page.getByRole("button", { name: say("ticket.resume"), exact: true })).toBeHidden();

  // The manager follows it, and ends it; she may not move it.
  await manager.getByRole("button", { name: say("ticket.follow"), exact: true }).click();
  await expect(manager.getByRole("switch", { name: say("ticket.follow_told") })).toBeChecked();
  await manager.getByRole("button", { name: say("ticket.more"), exact: true }).click();
  await expect(manager.getByRole("menuitem", { name: say("ticket.jump"), exact: true })).toHaveCount(0);
  await manager.keyboard.press("Escape");

  // An administrator moves it.
  const administrator = await another();
  await signIn(administrator, office.admin);
  await visit(administrator, page.url());
  await pick(administrator, say("ticket.jump"));
  await open(administrator).getByLabel(new RegExp(`^${say("ticket.jump_to")}`)).selectOption("order");
  await reason(administrator).fill("价格已经知道了");
  await expectAccessible(administrator);
  await shots(administrator, "jump");
  await open(administrator).getByRole("button", { name: say("ticket.jump"), exact: true }).click();
  await expect(manager.getByRole("button", { name: "已下单" })).toBeVisible();

  await pick(manager, say("ticket.end"));
  await reason(manager).fill("不买了");
  await expectAccessible(manager);
  await shots(manager, "end-flow");
  await open(manager).getByRole("button", { name: say("ticket.end"), exact: true }).click();
  await expect(page.getByText(say("record.status.cancelled")).first()).toBeVisible();
  await shots(page, "ended-flow");
});
