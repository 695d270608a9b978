// Hiring through the REST API, with a token that the binary makes.
import { expect } from "@playwright/test";
import type { Office, Person } from "./office.ts";

/** Hires somebody with a role. */
export async function hire(office: Office, name: string, email: string, role: string): Promise<Person> {
  const password = "a long enough password 2";
  const token = (await office.command("token", "create", "--name", "spec", "--email", office.admin.email)).trim();
  const answer = await fetch(`${office.url}/api/v1/people`, {
    method: "POST",
    headers: { "authorization": `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ name, email, roles: [role], password }),
  });
  expect(answer.status, await answer.text()).toBe(201);
  return { name, email, password };
}
