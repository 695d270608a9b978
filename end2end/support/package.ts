// Packages of definitions that a spec makes itself: one ticket type, with the flow that the spec is about.
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Office } from "./office.ts";

/** A text in both languages. */
export const both = (zh: string, en: string) => ({ "zh-CN": zh, en });

/** A node or a link. */
export type Part = Record<string, unknown>;

/** A package with one ticket type whose flow has these steps and links; the ticket asks for a subject. */
export function packageOf(nodes: Part[], links: Part[]): string {
  const key = "purchase";
  const title = both("采购", "Purchase");
  const subject = { key: "subject", label: both("要买什么", "What"), type: "text", required: "always" };
  const intake = {
    key: "intake",
    title: both("新建", "New"),
    purpose: "intake",
    items: [{ item: "row", cells: [{ field: "subject" }] }],
  };
  return JSON.stringify({
    deskloom: "package",
    format: 1,
    title,
    definitions: [
      { kind: "form", key, title, body: { format: 1, fields: [subject], layouts: [intake] } },
      { kind: "flow", key, title, body: { format: 1, form: key, nodes, links } },
      { kind: "ticket_type", key, title, body: { format: 1, form: key, flow: key } },
    ],
  });
}

/** Imports a package and publishes what is in it. */
export async function bring(office: Office, content: string): Promise<void> {
  const file = path.join(tmpdir(), `purchase-${process.pid}.json`);
  await writeFile(file, content);
  await office.command("package", "import", file);
  // Another process has published; the server looks for that once a second.
  await setTimeout(1_100);
}

/** Where every flow begins. */
export const start = { key: "start", node: "start", at: { x: 80, y: 160 } };

/** A link is followed when its step ends with an outcome. */
export const by = (outcome: string) => ({ by: "outcome", outcome });
