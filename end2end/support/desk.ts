// The test function of every spec: a worker's own server, pages that fail on any error, and a second browser.
import { test as base, type BrowserContext, type Page } from "@playwright/test";
import { type Office, open } from "./office.ts";
import { Watch } from "./watch.ts";

type Fixtures = {
  /** Hears what every page of this spec complains about. */
  watch: Watch;
  /** Opens a page in a browser context of its own: another person at another machine. */
  another: () => Promise<Page>;
};

export const test = base.extend<Fixtures, { office: Office }>({
  office: [
    async ({}, use, worker) => {
      const office = await open(worker.workerIndex);
      await use(office);
      await office.close();
    },
    { scope: "worker", timeout: 90_000 },
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
