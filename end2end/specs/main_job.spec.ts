// The whole job, by mouse and by keyboard alone: an administrator draws a form and a flow, tries the flow, publishes
// both with a ticket type; an agent files an urgent ticket; the senior engineer has it, knows by when and why, completes
// it in another browser, and the agent sees it close.
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/desk.ts";
import { type Hand, Keys, middle, Mouse } from "../support/hand.ts";
import { hire } from "../support/hire.ts";
import { shots } from "../support/pictures.ts";
import { signIn, visit } from "../support/sign_in.ts";
import type { Language, Words } from "../support/words.ts";

/** What the administrator writes, in the language of the office. */
type Wish = {
  form: string;
  flow: string;
  type: string;
  fields: Record<"text" | "phone" | "radio" | "select" | "date" | "long_text" | "money" | "yes_no", string>;
  reasons: [string, string, string];
  urgencies: [string, string];
  choice: string;
  expert: string;
  usual: string;
  late: string;
  senior: string;
  manager: string;
};

const WISHES: Record<Language, Wish> = {
  "zh-CN": {
    form: "投诉登记单",
    flow: "投诉登记流程",
    type: "投诉登记",
    fields: {
      text: "投诉标题",
      phone: "回访号码",
      radio: "投诉原因",
      select: "紧急程度",
      date: "发生日期",
      long_text: "投诉内容",
      money: "索赔金额",
      yes_no: "需要回电",
    },
    reasons: ["产品质量", "服务态度", "物流"],
    urgencies: ["一般", "特急"],
    choice: "是否紧急",
    expert: "高工处理",
    usual: "客服处理",
    late: "主管跟进",
    senior: "高级工程师",
    manager: "客服主管",
  },
  en: {
    form: "Complaint record",
    flow: "Complaint procedure",
    type: "Recorded complaint",
    fields: {
      text: "Subject",
      phone: "Call back",
      radio: "Reason",
      select: "Urgency",
      date: "Happened on",
      long_text: "What happened",
      money: "Claim",
      yes_no: "Wants a call",
    },
    reasons: ["Quality", "Manners", "Delivery"],
    urgencies: ["Usual", "Very urgent"],
    choice: "How urgent",
    expert: "Engineer looks",
    usual: "Agent answers",
    late: "Manager follows up",
    senior: "Senior engineer",
    manager: "Service manager",
  },
};

/** The designers, as one hand uses them. */
interface Draws {
  readonly hand: Hand;
  /** Adds a field of a type below the last one; its title is about to be written. */
  addField(kind: string): Promise<void>;
  /** Selects a field of the sheet. */
  selectField(title: string): Promise<void>;
  /** Begins to append a node behind another one; the chooser is open. */
  append(node: Locator): Promise<void>;
  /** Picks in the chooser, by the way out that is named. */
  choose(stencil: string, door?: string): Promise<void>;
  /** Connects a node to another one that is there. */
  connect(from: Locator, to: Locator): Promise<void>;
  /** Selects a node. */
  selectNode(node: Locator): Promise<void>;
}

class ByMouse implements Draws {
  readonly hand: Mouse;

  constructor(readonly page: Page) {
    this.hand = new Mouse(page);
  }

  async addField(kind: string): Promise<void> {
    await this.page.locator(".designer-palette").getByText(kind, { exact: true }).click();
  }

  async selectField(title: string): Promise<void> {
    await this.page.locator(".cell", { hasText: title }).first().click({ position: { x: 200, y: 8 } });
  }

  async append(node: Locator): Promise<void> {
    await this.selectNode(node);
    await this.page.locator("g.append").click();
  }

  async choose(stencil: string, door?: string): Promise<void> {
    const chooser = this.page.locator(".chooser");
    // It is asked only while several ways are free.
    const doors = chooser.locator("select");
    if (door && (await doors.count())) await doors.selectOption({ label: door });
    await chooser.getByRole("option").filter({ has: this.page.getByText(stencil, { exact: true }) }).click();
  }

  async connect(from: Locator, to: Locator): Promise<void> {
    await this.selectNode(from);
    await this.hand.drag(await middle(this.page.locator("g.append")), await middle(to));
  }

  async selectNode(node: Locator): Promise<void> {
    // Its words lie over its shape; the press goes to the place.
    await node.locator(".shape").click({ force: true });
    await expect(node).toHaveClass(/selected/);
  }
}

class ByKeys implements Draws {
  readonly hand: Keys;

  constructor(readonly page: Page) {
    this.hand = new Keys(page);
  }

  async addField(kind: string): Promise<void> {
    await this.hand.write(this.page.locator(".designer-palette input[type=search]"), kind);
    await this.page.keyboard.press("Enter");
  }

  async selectField(title: string): Promise<void> {
    const wanted = this.page.locator(".cell", { hasText: title }).first();
    await this.hand.reach(this.page.locator(".cell[tabindex='0']"));
    for (let step = 0; step < 20 && (await wanted.getAttribute("aria-current")) !== "true"; step += 1) {
      const isAbove = await wanted.evaluate((cell) => {
        const here = document.querySelector(".cell[aria-current=true]");
        return !here || (cell.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      });
      await this.page.keyboard.press(isAbove ? "ArrowUp" : "ArrowDown");
    }
    await expect(wanted).toHaveAttribute("aria-current", "true");
  }

  async append(node: Locator): Promise<void> {
    await this.selectNode(node);
    await this.page.keyboard.press("Tab");
  }

  async choose(stencil: string, door?: string): Promise<void> {
    const chooser = this.page.locator(".chooser");
    if (door && (await chooser.locator("select").count())) {
      await this.hand.pick(chooser.locator("select"), door);
      await this.hand.reach(chooser.locator("input"));
    }
    await this.page.keyboard.type(stencil);
    await this.page.keyboard.press("Enter");
  }

  async connect(from: Locator, to: Locator): Promise<void> {
    await this.selectNode(from);
    const wanted = (await to.getAttribute("aria-label"))?.split(/[，,]/)[0] ?? "";
    const said = this.page.locator("#flow-how + [role=status]");
    // Arrows lead the loose end from node to node; what is reached is said.
    for (const key of ["c", "ArrowRight", "ArrowUp", "ArrowRight", "ArrowUp", "ArrowRight", "ArrowDown"]) {
      await this.page.keyboard.press(key);
      if ((await said.textContent())?.includes(wanted)) break;
    }
    await expect(said).toContainText(wanted);
    await this.page.keyboard.press("Enter");
  }

  async selectNode(node: Locator): Promise<void> {
    const board = this.page.locator("#flow-board");
    if (!(await board.evaluate((element) => element === document.activeElement))) await this.hand.reach(board);
    const isThere = async () => /\bselected\b/.test((await node.getAttribute("class")) ?? "");
    if (await isThere()) return;
    // From the start along the rows: right until there is no further node, and one row down.
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("Control+f");
    await this.page.keyboard.type((await node.getAttribute("aria-label"))?.split(/[，,]/)[0] ?? "");
    await this.page.keyboard.press("Enter");
    await expect(node).toHaveClass(/selected/);
  }
}

/** The form: eight fields, one of which is asked for one reason only. */
async function drawForm(page: Page, draws: Draws, wish: Wish, say: Words): Promise<void> {
  const { hand } = draws;
  await visit(page, "/studio/forms");
  await hand.press(page.getByRole("button", { name: say("studio.new_form") }));
  await page.keyboard.type(wish.form);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/studio\/forms\/[\w-]+$/);
  await expect(page.locator(".designer-palette")).toBeVisible();
  for (const [kind, title] of Object.entries(wish.fields)) {
    await draws.addField(say(`form.kind.${kind}`));
    await expect(page.locator(".title-input")).toBeFocused();
    await page.keyboard.type(title);
    await page.keyboard.press("Enter");
    await expect(page.locator(".cell", { hasText: title })).toBeVisible();
  }
  const side = page.locator(".designer-properties");

  await draws.selectField(wish.fields.radio);
  await writeOptions(page, hand, side, wish.reasons, say);
  await draws.selectField(wish.fields.select);
  await writeOptions(page, hand, side, wish.urgencies, say);

  await draws.selectField(wish.fields.text);
  await hand.pick(side.locator("select").and(side.getByLabel(say("form.property.required"))), say("form.when.always"));

  // A claim is asked for when the product is to blame.
  await draws.selectField(wish.fields.money);
  await hand.pick(side.locator("select").and(side.getByLabel(say("form.property.visible"))), say("form.when.when"));
  await hand.pick(side.getByLabel(say("condition.subject")), wish.fields.radio);
  await hand.pick(side.getByLabel(say("condition.value"), { exact: true }), wish.reasons[0]);
  await expect(page.locator(".shown-if")).toContainText(wish.reasons[0]);

  // Tried as people will fill it in.
  await hand.press(page.getByRole("tab", { name: say("form.tab.test") }));
  const claim = page.getByLabel(wish.fields.money);
  await hand.check(page.getByRole("radio", { name: wish.reasons[1] }));
  await expect(claim).toBeHidden();
  await hand.check(page.getByRole("radio", { name: wish.reasons[0] }));
  await expect(claim).toBeVisible();
  await publish(page, hand, wish.form, say);
}

/** The options of the selected field: two are there, others are added. */
async function writeOptions(page: Page, hand: Hand, side: Locator, wanted: string[], say: Words): Promise<void> {
  for (const [index, words] of wanted.entries()) {
    const fields = side.locator("[data-path='/options'] input");
    if (index >= (await fields.count())) await hand.press(side.getByRole("button", { name: say("form.add_option") }));
    if (index < 2) {
      await hand.write(fields.nth(index), words);
    } else {
      await page.keyboard.type(words);
      await page.keyboard.press("Enter");
    }
  }
  await expect(side.locator("[data-path='/options'] input")).toHaveCount(wanted.length);
}

/** Publishes what is open, and waits until that is done. */
async function publish(page: Page, hand: Hand, name: string, say: Words): Promise<void> {
  await hand.press(page.getByRole("button", { name: say("studio.publish") }));
  const dialog = page.locator("dialog[open]");
  await hand.press(dialog.getByRole("button", { name: say("studio.publish_do"), exact: true }));
  await expect(page.getByText(say("studio.published", { name, number: 1 }))).toBeVisible();
}

/** The flow: what is urgent goes to the senior engineer for two hours, then to the manager. */
async function drawFlow(page: Page, draws: Draws, wish: Wish, say: Words): Promise<void> {
  const { hand } = draws;
  await visit(page, "/studio/flows");
  await hand.press(page.getByRole("button", { name: say("studio.new_flow") }));
  await page.keyboard.type(wish.flow);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/studio\/flows\/[\w-]+$/);
  const side = page.locator(".designer-properties");
  await hand.pick(side.getByLabel(say("flow.form.which")), wish.form);

  // A long title is cut in the drawing and whole in what is read out.
  const node = (title: string) => page.locator(`g.node[aria-label^="${title}"]`);
  const named = async (title: string) => {
    await expect(page.locator("input.flow-rename")).toBeFocused();
    await page.keyboard.type(title);
    await page.keyboard.press("Enter");
    await expect(node(title)).toBeVisible();
  };

  await draws.append(page.locator("g.node.start"));
  await draws.choose(say("flow.stencil.choice"));
  await named(wish.choice);

  await draws.append(node(wish.choice));
  await draws.choose(say("flow.stencil.task"), say("flow.door.when"));
  await named(wish.expert);
  await draws.selectNode(node(wish.choice));
  await hand.press(side.locator(".way-go").first());
  await hand.press(side.getByRole("button", { name: say("condition.add"), exact: true }));
  await hand.pick(side.getByLabel(say("condition.subject")), wish.fields.select);
  await hand.pick(side.getByLabel(say("condition.value"), { exact: true }), wish.urgencies[1]);
  await draws.selectNode(node(wish.expert));
  await hand.pick(side.getByLabel(say("flow.owner.how")), say("flow.owner.role"));
  await hand.pick(side.getByLabel(say("flow.role"), { exact: true }), wish.senior);
  await hand.check(side.getByRole("switch", { name: say("flow.limit.has") }));
  await hand.write(side.getByLabel(say("flow.span.amount")), "2");
  await hand.check(side.getByRole("switch", { name: say("flow.limit.leave") }));
  await draws.append(node(wish.expert));
  await draws.choose(say("flow.stencil.end"), say("common.done"));
  await hand.pick(side.getByLabel(say("flow.end.leaves")), say("record.status.closed"));

  await draws.append(node(wish.expert));
  await draws.choose(say("flow.stencil.task"), say("flow.door.late"));
  await named(wish.late);
  await hand.pick(side.getByLabel(say("flow.owner.how")), say("flow.owner.role"));
  await hand.pick(side.getByLabel(say("flow.role"), { exact: true }), wish.manager);
  await draws.connect(node(wish.late), page.locator("g.node.end"));

  await draws.append(node(wish.choice));
  await draws.choose(say("flow.stencil.task"));
  await named(wish.usual);
  await draws.connect(node(wish.usual), page.locator("g.node.end"));
}

/** Tries the flow on the virtual clock: the senior engineer is late, and the manager takes over. */
async function tryFlow(page: Page, hand: Hand, wish: Wish, say: Words): Promise<void> {
  await hand.press(page.getByRole("button", { name: say("flow.test"), exact: true }));
  const trial = page.locator(".trial");
  await hand.press(trial.getByRole("button", { name: say("trial.ticket") }));
  const dialog = page.locator("dialog[open]");
  await hand.write(dialog.getByLabel(wish.fields.text), "42");
  await hand.pick(dialog.getByLabel(wish.fields.select), wish.urgencies[1]);
  await hand.press(dialog.getByRole("button", { name: say("trial.begin"), exact: true }));
  await expect(dialog).toBeHidden();
  const tasks = trial.locator(".trial-now");
  await expect(tasks).toContainText(wish.expert);
  await expect(page.locator("g.node:has(.token)")).toHaveAttribute("aria-label", new RegExp(`^${wish.expert}`));
  // The warning, then the limit.
  for (let step = 0; step < 3 && !(await tasks.textContent())?.includes(wish.late); step += 1) {
    await hand.press(trial.getByRole("button", { name: say("trial.next") }));
    await expect(trial).not.toHaveAttribute("aria-busy", "true");
  }
  await expect(tasks).toContainText(wish.late);
  await hand.press(tasks.getByRole("button", { name: say("common.done"), exact: true }));
  await expect(trial).toContainText(say("trial.over"));
}

/** The ticket type that brings form, flow and service level together. */
async function makeType(page: Page, hand: Hand, wish: Wish, say: Words): Promise<void> {
  await visit(page, "/studio/ticket-types");
  await hand.press(page.getByRole("button", { name: say("studio.new_ticket_type") }));
  await page.keyboard.type(wish.type);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/studio\/ticket-types\/[\w-]+$/);
  await hand.pick(page.getByLabel(new RegExp(`^${say("studio.type_form")}`)), wish.form);
  await hand.pick(page.getByLabel(new RegExp(`^${say("studio.type_flow")}`)), wish.flow);
  await hand.check(page.getByRole("radio", { name: say("record.priority.urgent") }));
  await publish(page, hand, wish.type, say);
  // What is published can be tried at once.
  await hand.press(page.getByRole("button", { name: say("studio.file_one") }));
  await page.waitForURL(/\/desk\/tickets\/new\?type=/);
  await expect(page.getByLabel(wish.fields.text)).toBeVisible();
}

/** An agent files a ticket of the new type, and sees who has it, by when, and why. */
async function file(page: Page, hand: Hand, wish: Wish, say: Words, engineer: string): Promise<void> {
  await visit(page, "/desk/tickets/new");
  await hand.press(page.getByRole("link", { name: wish.type, exact: true }));
  await hand.write(page.getByLabel(wish.fields.text), "E-217");
  await hand.check(page.getByRole("radio", { name: wish.reasons[0] }));
  await hand.write(page.getByLabel(wish.fields.money), "300");
  await hand.pick(page.getByLabel(wish.fields.select), wish.urgencies[1]);
  await hand.press(page.getByRole("button", { name: say("tickets.new_file") }));
  await page.waitForURL(/\/desk\/tickets\/\d+$/);
  await expect(page.getByRole("heading", { name: /E-217/ })).toBeVisible();
  const now = page.locator("main");
  await expect(now).toContainText(wish.expert);
  await expect(now).toContainText(engineer);
  const why = page.getByRole("button", { name: say("common.why") }).or(page.locator("summary", { hasText: say("common.why") }));
  await hand.press(why.filter({ visible: true }).last());
  await expect(page.locator(".trace").filter({ visible: true }).first()).toContainText(engineer);
}

for (const language of ["zh-CN", "en"] as const) {
  for (const [means, draws] of [["mouse", ByMouse], ["keyboard", ByKeys]] as const) {
    test.describe(`in ${language}, by ${means}`, { tag: means === "keyboard" ? ["@screens"] : [] }, () => {
      test.use({ language, locale: language });

      test("a form and a flow are drawn and published, and a ticket walks them", async ({ page, another, office, say }) => {
        test.setTimeout(420_000);
        const wish = WISHES[language];
        const agent = await hire(office, "王客服", "wang@example.com", "agent");
        const engineer = await hire(office, "李工", "li@example.com", "senior-engineer");
        await hire(office, "赵主管", "zhao@example.com", "manager");

        await signIn(page, office.admin);
        const drawing = new draws(page);
        await drawForm(page, drawing, wish, say);
        await drawFlow(page, drawing, wish, say);
        await shots(page, `flow-${language}`);
        await expectAccessible(page);
        await tryFlow(page, drawing.hand, wish, say);
        await publish(page, drawing.hand, wish.flow, say);
        await makeType(page, drawing.hand, wish, say);

        const first = await another();
        await signIn(first, agent);
        await file(first, new draws(first).hand, wish, say, engineer.name);

        const second = await another();
        await signIn(second, engineer);
        await visit(second, new URL(first.url()).pathname);
        await new draws(second).hand.press(second.getByRole("button", { name: say("common.done"), exact: true }));

        // The first browser was not touched since.
        const closed = say("record.status.closed");
        await expect(first.getByText(closed).filter({ visible: true }).first()).toBeVisible();
        await expect(second.getByText(closed).filter({ visible: true }).first()).toBeVisible();
      });
    });
  }
}
