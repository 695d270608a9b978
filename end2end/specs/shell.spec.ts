// What is reached from every page: the palette, the keys, the switches, and signing in again in place.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { shots } from "../support/pictures.ts";
import { signIn } from "../support/sign_in.ts";

/** Opens the palette, once the page listens to keys. */
async function openPalette(page: Page): Promise<void> {
  const field = page.getByRole("combobox");
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(field).toBeVisible({ timeout: 500 });
  }).toPass();
}

test("the palette leads anywhere by keyboard alone", async ({ page, office }) => {
  await signIn(page, office.admin);
  await openPalette(page);
  await expectAccessible(page);
  await shots(page, "palette");
  await page.keyboard.type("teams");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/admin\/teams$/);

  // What only the server knows arrives when typing rests.
  await openPalette(page);
  await page.keyboard.type("投诉");
  await expect(page.getByRole("option").filter({ hasText: "投诉" }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox")).toBeHidden();
});

test("the sheet of keys opens by ? and not while one types", async ({ page, office }) => {
  await signIn(page, office.admin);
  await page.goto("/admin/people");
  const search = page.getByRole("searchbox");
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(search).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type("?");
  await expect(search).toHaveValue("?");
  await search.fill("");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "快捷键" })).toBeVisible();
  await expectAccessible(page);
  await shots(page, "shortcuts");
});

test("language and colours change in place, and what is typed stays", async ({ page, office }) => {
  await signIn(page, office.admin);
  await page.goto("/account");
  const name = page.locator("#account-name");
  const save = page.locator("form", { has: name }).getByRole("button", { name: "保存", exact: true });
  await expect(save).toBeDisabled();
  await expect(async () => {
    await name.fill("陈改名");
    await expect(save).toBeEnabled({ timeout: 500 });
  }).toPass();
  await page.getByText("English", { exact: true }).filter({ visible: true }).first().click();
  await expect(page.getByRole("heading", { name: "My account" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(name).toHaveValue("陈改名");
  await page.getByText("Dark", { exact: true }).filter({ visible: true }).first().click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(name).toHaveValue("陈改名");
  await expectAccessible(page);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByText("System", { exact: true }).filter({ visible: true }).first().click();
  await page.getByText("中文", { exact: true }).filter({ visible: true }).first().click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
});

test("a session that ends is begun again over the page, which keeps what was typed", async ({ page, office, watch }) => {
  watch.expect(/status of 401/);
  await signIn(page, office.admin);
  await page.goto("/account");
  const name = page.locator("#account-name");
  const save = page.locator("form", { has: name }).getByRole("button", { name: "保存", exact: true });
  await expect(async () => {
    await name.fill("陈经理");
    await expect(save).toBeEnabled({ timeout: 500 });
  }).toPass();
  await page.context().clearCookies({ name: "deskloom" });
  await save.click();
  const dialog = page.getByRole("dialog", { name: "登录已过期" });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.locator('input[name="password"]').fill(office.admin.password);
  await dialog.getByRole("button", { name: "登录" }).click();
  await expect(dialog).toBeHidden();
  await expect(name).toHaveValue("陈经理");
  await save.click();
  await expect(page.getByText("已保存").first()).toBeVisible();
  await name.fill(office.admin.name);
  await save.click();
  await expect(save).toBeDisabled();
});

test("without a network the page says so, and says when it is back", async ({ page, office, watch }) => {
  // A part of the program that is fetched ahead may be under way; it is fetched again when it is needed.
  watch.expect(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|Failed to load resource|Failed to fetch/);
  await signIn(page, office.admin);
  await expect(page.getByText("实时更新").first()).toBeVisible();
  await page.context().setOffline(true);
  await expect(page.getByText("没有网络").first()).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText("没有网络").first()).toBeHidden();
});
