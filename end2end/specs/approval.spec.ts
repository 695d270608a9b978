// An approval in the browser: drawn in the flow designer, decided by two people, with a third one asked besides.
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { hire } from "../support/hire.ts";
import { shots } from "../support/pictures.ts";
import { signIn, visit } from "../support/sign_in.ts";

const both = (zh: string, en: string) => ({ "zh-CN": zh, en });

/** A ticket type whose only step is an approval of two people, one of whom files it. */
const purchase = {
  deskloom: "package",
  format: 1,
  title: both("采购", "Purchases"),
  definitions: [
    {
      kind: "form",
      key: "purchase",
      title: both("采购申请", "Purchase"),
      body: {
        format: 1,
        fields: [{ key: "subject", label: both("要买什么", "What"), type: "text", required: "always" }],
        layouts: [
          {
            key: "intake",
            title: both("新建", "New"),
            purpose: "intake",
            items: [{ item: "row", cells: [{ field: "subject" }] }],
          },
        ],
      },
    },
    {
      kind: "flow",
      key: "purchase",
      title: both("采购审批", "Purchase"),
      body: {
        format: 1,
        form: "purchase",
        nodes: [
          { key: "start", node: "start", at: { x: 80, y: 160 } },
          {
            key: "sign",
            title: both("采购审批", "Approve the purchase"),
            node: "approval",
            approvers: [{ who: "person", email: "mei@example.com" }, { who: "person", email: "admin@example.com" }],
            may_abstain: true,
            limit: { span: { minutes: 480 }, warnings: [{ at_percent: 50 }] },
            at: { x: 280, y: 160 },
          },
          { key: "bought", title: both("批准", "Approved"), node: "end", leaves: "resolved", at: { x: 500, y: 100 } },
          { key: "not", title: both("不批准", "Refused"), node: "end", leaves: "cancelled", at: { x: 500, y: 220 } },
        ],
        links: [
          { key: "l1", from: "start", to: "sign" },
          { key: "l2", from: "sign", to: "bought", leaves: { by: "outcome", outcome: "agreed" } },
          { key: "l3", from: "sign", to: "not", leaves: { by: "outcome", outcome: "refused" } },
        ],
      },
    },
    {
      kind: "ticket_type",
      key: "purchase",
      title: both("采购", "Purchase"),
      body: { format: 1, form: "purchase", flow: "purchase" },
    },
  ],
};

test("two people approve, and one of them asks a third first", async ({ page, another, office, say }) => {
  test.setTimeout(120_000);
  const mei = await hire(office, "陈美", "mei@example.com", "manager");
  const wang = await hire(office, "王客服", "wang@example.com", "agent");
  const file = path.join(tmpdir(), `purchase-${process.pid}.json`);
  await writeFile(file, JSON.stringify(purchase));
  await office.command("package", "import", file);

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

  await visit(page, "/desk/tickets/new?type=purchase");
  await page.getByLabel(/^要买什么/).fill("一台热泵演示机");
  await page.getByRole("button", { name: say("tickets.new_file") }).click();
  await page.waitForURL(/\/desk\/tickets\/\d+$/);
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
