// No typed word is lost: by a reload, by the back button, without a network, with two windows, before the program is
// there, after the session has ended.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/desk.ts";
import { signIn, visit } from "../support/sign_in.ts";

const FORM = "/studio/forms/suggestion";
const FLOW = "/studio/flows/consultation";

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

test("what was typed in the flow designer is there again, whatever happened", async ({ page, office, say, watch }) => {
  test.setTimeout(120_000);
  watch.expect(/ERR_INTERNET_DISCONNECTED/);
  const node = (title: string) => page.locator("g.node", { hasText: title });
  /** Gives the step another name; whatever happens next happens while the name is being written. */
  const rename = async (from: string, to: string) => {
    // Its words lie over its shape; the press goes to the place.
    await node(from).locator(".shape").click({ force: true });
    const field = page.locator(".properties-title").getByRole("textbox").first();
    await field.fill(to);
  };
  await signIn(page, office.admin);
  await visit(page, FLOW);

  await rename("答复客户", "先看一遍");
  await page.reload();
  await expect(node("先看一遍")).toBeVisible();

  await visit(page, "/studio/flows");
  await visit(page, FLOW);
  await rename("先看一遍", "再看一遍");
  await page.goBack();
  await visit(page, FLOW);
  await expect(node("再看一遍")).toBeVisible();

  // What is not here yet cannot come without a net.
  await expect(page.locator(".properties-side")).toBeVisible();
  await page.context().setOffline(true);
  await rename("再看一遍", "没有网也看");
  await page.keyboard.press("Tab");
  await expect(page.getByText(say("studio.offline"))).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(say("studio.offline"))).toBeHidden({ timeout: 30_000 });
  await page.reload();
  await expect(node("没有网也看")).toBeVisible();
});

test("what was typed before the program arrived stays", async ({ page, office }) => {
  await signIn(page, office.admin);
  let arrive = () => {};
  const arrived = new Promise<void>((done) => (arrive = done));
  await page.route(/frontend-.*_bg\.wasm/, async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto("/desk/tickets/new?type=consultation");
  const title = page.getByLabel(/^标题/);
  await title.fill("续保需要哪些材料？");
  await page.getByLabel(/^咨询内容/).selectOption({ label: "保修与售后" });
  await page.getByRole("radio", { name: "电话" }).check();
  arrive();
  await expect(page.locator("html[data-alive]")).toBeAttached();
  // The program knows it too: it shows the field that the answer asks for.
  await expect(page.getByLabel(/^联系电话/)).toBeVisible();
  await expect(title).toHaveValue("续保需要哪些材料？");
  await page.reload();
  await expect(title).toHaveValue("续保需要哪些材料？");
});

test("a reply outlives the end of the session", async ({ page, office, say, watch }) => {
  watch.expect(/status of 401/);
  await signIn(page, office.admin);
  await visit(page, "/desk/tickets/new?type=consultation");
  await page.getByLabel(/^标题/).fill("续保需要哪些材料？");
  await page.getByLabel(/^咨询内容/).selectOption({ label: "保修与售后" });
  await page.getByLabel(/^问题/).fill("热泵的保修下个月到期。");
  await page.getByRole("button", { name: say("tickets.new_file") }).click();
  await page.waitForURL(/\/desk\/tickets\/\d+$/);

  const reply = page.getByRole("textbox", { name: say("ticket.compose_words_public") });
  await expect(reply).toBeEditable();
  await page.context().clearCookies();
  await reply.fill("请带上身份证和购机凭证。");
  const again = page.getByRole("dialog", { name: say("shell.session_over") });
  await again.getByLabel(say("gate.password")).fill(office.admin.password);
  await again.getByRole("button", { name: say("gate.sign_in") }).click();
  await expect(again).toBeHidden();
  await expect(reply).toHaveValue("请带上身份证和购机凭证。");
  await page.reload();
  await expect(reply).toHaveValue("请带上身份证和购机凭证。");
});
