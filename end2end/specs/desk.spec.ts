// A day at the desk: what is typed survives, what others do is told, lists are kept under a name and worked by keys.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import type { Office, Person } from "../support/office.ts";
import { signIn, visit } from "../support/sign_in.ts";

/** The REST interface, with a token that the binary made. */
async function rest(office: Office): Promise<(path: string, body: object) => Promise<{ number: number }>> {
  const token = (await office.command("token", "create", "--name", "desk", "--email", office.admin.email)).trim();
  return async (path, body) => {
    const answer = await fetch(`${office.url}/api/v1${path}`, {
      method: "POST",
      headers: { "authorization": `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    expect(answer.status, text).toBe(201);
    return JSON.parse(text);
  };
}

const agent: Person = { name: "李雯", email: "liwen@example.com", password: "a long enough password 2" };

/** Files a question. */
function question(title: string): object {
  const fields = { subject: title, topic: "warranty", question: "热泵的保修下个月到期，想续两年。" };
  return { ticket_type: "consultation", fields, customer: { new: { name: "林嘉怡", email: "lin@example.com" } } };
}

/** Waits until the page answers. */
async function alive(page: Page): Promise<void> {
  await expect(page.locator("[aria-current=page]").first()).toBeVisible();
  await page.waitForFunction(() => document.querySelector(".ring, .empty, .ticket-row, .entry") !== null);
}

test("what was typed survives a reload, and is told when somebody else ends the step", async ({ page, another, office }) => {
  const call = await rest(office);
  // Whoever has the fewest open steps gets the next one.
  await call("/tickets", question("保修期多长？"));
  await call("/people", { ...agent, roles: ["agent"] });
  const { number } = await call("/tickets", question("续保需要哪些材料？"));

  await signIn(page, agent);
  await visit(page, `/desk/tickets/${number}`);
  const summary = page.getByLabel(/^答复摘要/);
  await summary.fill("身份证和购机凭证");
  // At once: the server has not been told yet.
  await page.reload();
  await expect(summary).toHaveValue("身份证和购机凭证");
  await expect(page.getByText("草稿已保存").first()).toBeVisible();

  const composer = page.getByRole("textbox", { name: /回复内容|备注内容/ });
  await composer.fill("/hel");
  await expect(page.getByRole("option", { name: /问候/ })).toBeVisible();
  await composer.press("Enter");
  await expect(composer).toHaveValue(new RegExp(`#${number}`));
  await page.reload();
  await expect(composer).toHaveValue(new RegExp(`#${number}`));

  const second = await another();
  await signIn(second, office.admin);
  await second.goto(`/desk/tickets/${number}`);
  await second.getByLabel(/^答复摘要/).fill("已答复");
  await second.getByRole("button", { name: "已答复" }).click();

  // The first browser says who, and keeps the words.
  const lost = page.getByRole("alert").filter({ hasText: `${office.admin.name}刚办完了` });
  await expect(lost).toBeVisible();
  await expect(lost).toContainText("身份证和购机凭证");
  await expectAccessible(page);
});

test("a list is kept under a name, walked by keys, and acted on", async ({ page, office }) => {
  const call = await rest(office);
  for (const title of ["甲", "乙", "丙"]) await call("/tickets", question(title));

  await signIn(page, office.admin);
  await page.goto("/desk/tickets?mine=1&all=1&sort=newest");
  await alive(page);
  await page.getByRole("button", { name: "另存为视图" }).click();
  await page.getByLabel(/^名称/).fill("我的全部");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "我的全部" })).toBeVisible();
  await expect(page.locator(".rail").getByRole("link", { name: "我的全部" })).toBeVisible();
  await expectAccessible(page);

  await page.goto("/desk/tickets?all=1&sort=newest");
  await alive(page);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByText("已选2张")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("已选2张")).toBeHidden();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/desk\/tickets\/\d+$/);
});
