// Many pages asked for at once: each is drawn, none is confused with another.
import { expect, test } from "../support/desk.ts";
import { signIn } from "../support/sign_in.ts";

const PAGES = ["/account", "/desk", "/desk/tickets", "/desk/tickets/new", "/studio", "/studio/flows/complaint", "/admin/people"];

test("every page is drawn, however many are asked for at once", async ({ page, office }) => {
  await signIn(page, office.admin);
  for (let round = 0; round < 12; round += 1) {
    const asked = PAGES.concat(PAGES).map(async (path) => {
      const answer = await page.request.get(path, { headers: { accept: "text/html" } });
      return `${path} ${answer.status()} ${(await answer.text()).includes("</html>")}`;
    });
    for (const told of await Promise.all(asked)) expect(told).toMatch(/ 200 true$/);
  }
});
