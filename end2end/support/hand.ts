// Two ways of using a page: with the mouse, and with the keyboard alone. A spec that takes a hand does its job both ways.
import { expect, type Locator, type Page } from "@playwright/test";

/** Does to a control what a person does. */
export interface Hand {
  /** Presses a button or follows a link. */
  press(target: Locator): Promise<void>;
  /** Replaces what stands in a field. */
  write(target: Locator, text: string): Promise<void>;
  /** Picks an option of a list by what it says. */
  pick(target: Locator, option: string): Promise<void>;
  /** Turns a box or a switch on, or chooses one of several. */
  check(target: Locator): Promise<void>;
}

/** Points and clicks; only text is typed. */
export class Mouse implements Hand {
  constructor(readonly page: Page) {}

  async press(target: Locator): Promise<void> {
    await target.click();
  }

  async write(target: Locator, text: string): Promise<void> {
    await target.click();
    await target.fill(text);
  }

  async pick(target: Locator, option: string): Promise<void> {
    await target.selectOption({ label: option });
  }

  async check(target: Locator): Promise<void> {
    await target.check();
  }

  /** Drags from one place of the window to another, in steps as a hand does. */
  async drag(from: Spot, to: Spot): Promise<void> {
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await this.page.mouse.move(to.x, to.y, { steps: 4 });
    await this.page.mouse.up();
  }
}

/** A place of the window, in pixels. */
export type Spot = { x: number; y: number };

/** The middle of what a locator finds. */
export async function middle(target: Locator): Promise<Spot> {
  const box = await target.boundingBox();
  if (!box) throw new Error("it cannot be seen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The most steps from one control to another. */
const FAR = 160;

/** Only keys, as somebody who has no mouse. */
export class Keys implements Hand {
  constructor(readonly page: Page) {}

  async press(target: Locator): Promise<void> {
    if ((await target.getAttribute("role")) === "tab") {
      // Of tabs only the open one can be reached; arrows go on from there.
      await this.reach(target.locator("xpath=ancestor::*[@role='tablist']").locator("[role=tab][aria-selected=true]"));
      const isHere = () => target.evaluate((tab) => tab === document.activeElement);
      for (let step = 0; step < 20 && !(await isHere()); step += 1) await this.page.keyboard.press("ArrowRight");
    }
    await this.reach(target);
    await this.page.keyboard.press("Enter");
  }

  async write(target: Locator, text: string): Promise<void> {
    await this.reach(target);
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.type(text);
  }

  async pick(target: Locator, option: string): Promise<void> {
    await this.reach(target);
    const chosen = () => target.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.label.trim());
    await this.page.keyboard.press("Home");
    for (let step = 0; (await chosen()) !== option; step += 1) {
      if (step > 60) throw new Error(`the list does not offer ${option}`);
      await this.page.keyboard.press("ArrowDown");
    }
  }

  async check(target: Locator): Promise<void> {
    if (await target.isChecked()) return;
    if ((await target.getAttribute("type")) !== "radio") {
      await this.reach(target);
      await this.page.keyboard.press("Space");
      return await expect(target).toBeChecked();
    }
    // Of several that exclude each other one can be reached; arrows go on from there.
    const name = await target.getAttribute("name");
    await this.reach(this.page.locator(`input[type=radio][name="${name}"]`));
    await this.page.keyboard.press("Space");
    for (let step = 0; !(await target.isChecked()); step += 1) {
      if (step > 60) throw new Error("the choice cannot be reached by arrows");
      await this.page.keyboard.press("ArrowDown");
    }
  }

  /** Goes by Tab to one of the controls that a locator finds, the way that is shorter. */
  async reach(target: Locator): Promise<void> {
    await expect(target.first()).toBeAttached();
    for (let step = 0; step < FAR; step += 1) {
      const way = await target.evaluateAll((found) => {
        const active = document.activeElement;
        if (found.some((one) => one === active)) return "here";
        const first = found[0];
        const isBefore = active && active !== document.body && first
          && (first.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
        return isBefore ? "back" : "on";
      });
      if (way === "here") return;
      await this.page.keyboard.press(way === "back" ? "Shift+Tab" : "Tab");
    }
    throw new Error(`the keyboard does not reach ${target}`);
  }
}
