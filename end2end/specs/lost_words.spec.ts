// No typed word is lost in a designer: by a reload, by the back button, without a network, with two windows.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/desk.ts";
import { signIn, visit } from "../support/sign_in.ts";

const FORM = "/studio/forms/suggestion";

/** Adds a field and gives it a name; whatever happens next happens while the name is being written. */
async function add(page: Page, kind: string, title: string): Promise<void> {
  await page.locator(".designer-palette").getByText(kind, { exact: true }).click();
  await expect(page.locator(".title-input")).toBeFocused();
  await page.keyboard.type(title);
}

test("what was typed in the form designer is there again, whatever happened", async ({ page, office, say, watch }) => {
  test.setTimeout(120_000);
  // Without a network requests fail, and a draft over a newer one is refused: both are meant here.
  watch.expect(/ERR_INTERNET_DISCONNECTED|status of 409/);
  const field = (title: string) => page.locator(".cell", { hasText: title });
  await signIn(page, office.admin);
  await visit(page, FORM);

  await add(page, say("form.kind.phone"), "回访号码");
  await page.reload();
  await expect(field("回访号码")).toBeVisible();

  await visit(page, "/studio/forms");
  await visit(page, FORM);
  await add(page, say("form.kind.email"), "回信邮箱");
  await page.goBack();
  await visit(page, FORM);
  await expect(field("回信邮箱")).toBeVisible();

  await page.context().setOffline(true);
  await add(page, say("form.kind.url"), "主页");
  await page.keyboard.press("Enter");
  await expect(page.getByText(say("studio.offline"))).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(say("studio.offline"))).toBeHidden({ timeout: 30_000 });
  await page.reload();
  await expect(field("主页")).toBeVisible();

  // A second window of the same person: the later draft does not overwrite the earlier one unasked.
  const other = await page.context().newPage();
  watch.on(other);
  await visit(other, FORM);
  await add(page, say("form.kind.rating"), "打分");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+s");
  await expect(page.getByText(say("studio.saved"))).toBeVisible();
  await add(other, say("form.kind.tags"), "标签一");
  await other.keyboard.press("Enter");
  await other.getByRole("button", { name: say("studio.keep_mine") }).click();
  await expect(other.locator(".cell", { hasText: "标签一" })).toBeVisible();
});
