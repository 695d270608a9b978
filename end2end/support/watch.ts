// A page that complains fails its spec: errors in the console, exceptions nobody caught, answers of the server's fault.
import type { Page } from "@playwright/test";

/** What pages complained about, and what they may complain about. */
export class Watch {
  private readonly complaints: string[] = [];
  private readonly expected: RegExp[] = [];

  /** Listens to a page from now on. */
  on(page: Page): void {
    page.on("console", (message) => {
      if (message.type() === "error") this.note(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.note(`exception: ${error.stack ?? error.message}`));
    page.on("response", (response) => {
      if (response.status() >= 500) this.note(`answer ${response.status()}: ${response.url()}`);
    });
  }

  /** A spec that provokes a refusal says which complaint belongs to it. */
  expect(complaint: RegExp): void {
    this.expected.push(complaint);
  }

  /** The complaints that no spec expected. */
  left(): string[] {
    return this.complaints.filter((complaint) => !this.expected.some((one) => one.test(complaint)));
  }

  private note(complaint: string): void {
    this.complaints.push(complaint);
  }
}
