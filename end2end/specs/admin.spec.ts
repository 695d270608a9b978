// An administrator adds a person, puts them into a team, and sees what a role allows.
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { shots } from "../support/pictures.ts";
import { signIn } from "../support/sign_in.ts";

test("a person is added, signs in, is changed and switched off", async ({ page, another, office, watch }) => {
  watch.expect(/status of 4\d\d/);
  const li = { name: "李雯", email: "liwen@example.com", password: "a long enough password 3" };
  await signIn(page, office.admin);
  await page.goto("/admin/people");
  await expectAccessible(page);
  const drawer = page.getByRole("dialog");
  await expect(async () => {
    await page.getByRole("button", { name: "添加人员" }).first().click();
    await expect(drawer).toBeVisible({ timeout: 500 });
  }).toPass();
  await drawer.locator("#person-name").fill(li.name);
  await drawer.locator("#person-email").fill("not an address");
  await drawer.getByText("现在设一个").click();
  await drawer.locator("#person-password").fill(li.password);
  await drawer.getByText("客服专员").click();
  await drawer.getByRole("button", { name: "添加人员" }).click();
  // What is wrong is said beside it, and nothing that was typed is gone.
  await expect(drawer.locator("#person-email-note")).toHaveClass(/error/);
  await expect(drawer.locator("#person-name")).toHaveValue(li.name);
  await expectAccessible(page);
  await drawer.locator("#person-email").fill(li.email);
  await drawer.getByRole("button", { name: "添加人员" }).click();
  await expect(drawer).toBeHidden();
  await expect(page.getByRole("button", { name: li.name })).toBeVisible();
  await shots(page, "people");

  const second = await another();
  await signIn(second, li);
  await second.goto("/admin/people");
  await expect(second.getByRole("button", { name: "添加人员" })).toHaveCount(0);

  await page.getByRole("button", { name: li.name }).click();
  await expect(drawer).toBeVisible();
  await drawer.getByLabel("英语沟通").check();
  // Escape does not throw away what was changed.
  await page.keyboard.press("Escape");
  await expect(drawer.getByText("有未保存的修改")).toBeVisible();
  await shots(page, "person");
  await drawer.getByRole("button", { name: "保存", exact: true }).click();
  await expect(drawer).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: li.name })).toContainText("英语");

  await page.getByRole("button", { name: li.name }).click();
  await drawer.getByRole("button", { name: "停用账号" }).click();
  await expect(drawer.getByRole("button", { name: "启用账号" })).toBeVisible();
  // Whoever was switched off is out at once.
  await second.goto("/desk");
  await expect(second).toHaveURL(/\/login/);
});

test("a team is made, filled, deleted and brought back", async ({ page, office }) => {
  await signIn(page, office.admin);
  await page.goto("/admin/teams");
  const drawer = page.getByRole("dialog");
  await expect(async () => {
    await page.getByRole("button", { name: "新建团队" }).click();
    await expect(drawer).toBeVisible({ timeout: 500 });
  }).toPass();
  await drawer.locator("#team-name").fill("一线");
  await drawer.getByText(office.admin.name).click();
  await drawer.getByRole("button", { name: "保存" }).click();
  await expect(drawer).toBeHidden();
  const team = page.getByRole("button", { name: "编辑一线" });
  await expect(team).toBeVisible();
  await expectAccessible(page);
  await shots(page, "teams");
  await team.click();
  await drawer.getByRole("button", { name: "删除团队" }).click();
  await expect(drawer.getByText("1人会离开这个团队")).toBeVisible();
  await drawer.getByRole("button", { name: "删除团队" }).click();
  await expect(team).toBeHidden();
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(team).toBeVisible();
});

test("roles say in words what they allow, and lead to the studio", async ({ page, office }) => {
  await signIn(page, office.admin);
  await page.goto("/admin/roles");
  const agent = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "客服专员" }) });
  await expect(agent).toContainText("查看工单：团队的");
  await expect(agent.getByRole("link", { name: "在工作室中编辑" })).toHaveAttribute("href", "/studio/roles/agent");
  await expectAccessible(page);
  await shots(page, "roles");
});
