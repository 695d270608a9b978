// The test function of every spec: a server of its own, pages that fail on any error, and a second browser.
import { test as base, type BrowserContext, type Page } from "@playwright/test";
import { type Office, open } from "./office.ts";
import { Watch } from "./watch.ts";
import { type Language, type Words, wordsOf } from "./words.ts";

type Fixtures = {
  /** The language that the office and its people speak. */
  language: Language;
  /** The product's words in that language. */
  say: Words;
  /** The server of this spec: what others did is not there. */
  office: Office;
  /** Hears what every page of this spec complains about. */
  watch: Watch;
  /** Opens a page in a browser context of its own: another person at another machine. */
  another: () => Promise<Page>;
};

export const test = base.extend<Fixtures>({
  language: ["zh-CN", { option: true }],

  say: async ({ language }, use) => use(wordsOf(language)),

  office: [
    async ({ language }, use) => {
      const office = await open(language);
      await use(office);
      await office.close();
    },
    { timeout: 90_000 },
  ],

  baseURL: async ({ office }, use) => use(office.url),

  watch: async ({}, use) => {
    const watch = new Watch();
    await use(watch);
    const left = watch.left();
    if (left.length > 0) throw new Error(`pages complained:\n${left.join("\n")}`);
  },

  page: async ({ page, watch }, use) => {
    watch.on(page);
    await use(page);
  },

  another: async ({ browser, contextOptions, baseURL, watch }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, baseURL });
      opened.push(context);
      const page = await context.newPage();
      watch.on(page);
      return page;
    });
    await Promise.all(opened.map((context) => context.close()));
  },
});

export { expect } from "@playwright/test";
