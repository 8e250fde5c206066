/** The journeys of the page on the mock, in a real browser: `deno run -A ui/testing/trial.ts [name]`. Not in the gate. */
import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { openPage, startBrowser } from "./browser.ts";
import { mockExplanation, mockNotebook } from "./mock_notebooks.ts";
import { mockFileBrowser } from "./mock_volumes.ts";
import { type MockServer, startMockServer } from "./mock_server.ts";

type Trial = (page: Page, server: MockServer) => Promise<void>;

const row = (page: Page, name: string) => page.getByRole("row", { name });
const openList = (page: Page, server: MockServer) => page.goto(`${server.url}/notebooks?ns=demo`);

/** The server goes away at the moment when the page asks for a chunk of this name. */
async function takeAwayDuring(page: Page, server: MockServer, chunk: string, act: () => Promise<unknown>) {
  await page.route(new RegExp(`/${chunk}-[^/]*\\.js`), async (route) => {
    // The list comes over the socket, so that is closed only once its rows stand.
    await row(page, "analysis").waitFor();
    server.store.isDown = true;
    server.dropSockets();
    await route.continue();
  }, { times: 1 });
  await act();
  await page.getByRole("button", { name: /Reconnecting/ }).waitFor();
}

async function comeBack(page: Page, server: MockServer) {
  server.store.isDown = false;
  await page.getByRole("button", { name: "Live", exact: true }).waitFor({ timeout: 30_000 });
}

const TRIALS: Record<string, Trial> = {
  "a notebook is made from the defaults, stands first and has the focus": async (page, server) => {
    await openList(page, server);
    await page.getByRole("link", { name: "New notebook" }).click();
    const name = await page.getByRole("textbox", { name: "Name" }).inputValue();
    await page.getByRole("button", { name: "Launch" }).click();
    await row(page, name).getByText("Starting").waitFor();
    await page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, name);
    assertEquals((await page.getByRole("row").nth(1).textContent())?.includes(name), true);
    server.store.put(mockNotebook(name, "RUNNING", mockExplanation("Ready", {}, 0)));
    await row(page, name).getByRole("link", { name: "Connect" }).waitFor();
  },
  "Enter launches, and a volume that exists is offered": async (page, server) => {
    await page.goto(`${server.url}/notebooks/new?ns=demo`);
    await page.getByRole("textbox", { name: "Name" }).fill("old");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Use the files of old-workspace" }).click();
    assertEquals(await page.getByRole("combobox", { name: "Volume" }).inputValue(), "old-workspace");
    await page.getByText("Nothing stands in the way.").waitFor();
    await page.getByRole("textbox", { name: "Name" }).press("Enter");
    await row(page, "old").waitFor();
  },
  "a draft survives a reload": async (page, server) => {
    await page.goto(`${server.url}/notebooks/new?ns=demo`);
    await page.getByRole("textbox", { name: "Name" }).fill("kept");
    await page.reload();
    await page.waitForFunction(() => (document.querySelector("#new-name") as HTMLInputElement)?.value === "kept");
  },
  "a notebook takes a data volume, an accelerator and a configuration, and says why another cannot be chosen": async (
    page,
    server,
  ) => {
    await page.goto(`${server.url}/notebooks/new?ns=demo`);
    await page.getByRole("combobox", { name: "Accelerator" }).selectOption("NVIDIA GPU");
    await page.getByRole("button", { name: "Add a volume" }).click();
    const data = page.getByRole("group", { name: "Volume 1" });
    await data.getByRole("combobox", { name: "Volume", exact: true }).fill("climate-data");
    await data.getByText("250 GiB, used by climate, climate-runs, nightly-export-7f2 and 1 more.").waitFor();
    await page.getByRole("checkbox", { name: "Keys of the object store" }).check();
    const refused = page.getByRole("checkbox", { name: "Settings of the team" });
    await refused.click({ force: true });
    assertEquals(await refused.isChecked(), false);
    await page.getByText("1 × NVIDIA GPU and a new volume").waitFor();
    await page.getByText("Nothing stands in the way.").waitFor();
  },
  "what is about to be stopped says so, and is kept running from its details": async (page, server) => {
    await openList(page, server);
    await row(page, "lidar").getByText("Stops soon").waitFor();
    await row(page, "lidar").getByRole("link", { name: "lidar" }).click();
    await page.getByText("2 h without use is the limit").waitFor();
    await page.getByRole("button", { name: "Keep it running" }).click();
    await page.getByRole("menuitem", { name: "For 4 h" }).click();
    await page.getByText("kept until").first().waitFor();
    await page.getByRole("button", { name: "Keep it running" }).click();
    await page.getByRole("menuitem", { name: "Keep it no longer" }).click();
    await page.getByText("Stops soon").waitFor();
  },
  "stop and start from the menu and the row": async (page, server) => {
    await openList(page, server);
    await page.getByRole("button", { name: "More actions for analysis" }).click();
    await page.getByRole("menuitem", { name: "Stop" }).click();
    await row(page, "analysis").getByText("Stopped by alice").waitFor();
    await row(page, "analysis").getByRole("button", { name: "Start" }).click();
    await row(page, "analysis").getByText("Finding a place to run.").waitFor();
  },
  "a stop that would lose files says so before": async (page, server) => {
    server.store.put({ ...mockNotebook("bare", "RUNNING", mockExplanation("Ready", {}, 0)), volumes: [] });
    await openList(page, server);
    await page.getByRole("button", { name: "More actions for bare" }).click();
    const entry = page.getByRole("menuitem", { name: "Stop" });
    assertEquals(await entry.getAttribute("aria-description"), "It has no volume: its files will be gone.");
    assertEquals(await entry.getAttribute("aria-disabled"), null);
  },
  "delete asks, then removes, and the focus goes to the next row": async (page, server) => {
    await openList(page, server);
    await page.getByRole("button", { name: "More actions for analysis" }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete analysis?" });
    assertEquals(await dialog.getByRole("radio", { name: "Keep its files" }).isChecked(), true);
    await dialog.getByRole("button", { name: "Delete" }).click();
    await row(page, "analysis").waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.textContent === "climate");
  },
  "Escape closes the dialog and gives the focus back": async (page, server) => {
    await openList(page, server);
    await page.getByRole("button", { name: "More actions for analysis" }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() =>
      document.activeElement?.getAttribute("aria-label") === "More actions for analysis"
    );
  },
  "a row deleted elsewhere stays for a moment under the pointer": async (page, server) => {
    await openList(page, server);
    await row(page, "climate").hover();
    server.store.drop("nb-demo-climate");
    await row(page, "climate").getByText("Deleted by somebody else.").waitFor();
    await row(page, "climate").waitFor({ state: "detached" });
  },
  "rows keep their places while the pointer is in the list": async (page, server) => {
    await openList(page, server);
    await row(page, "kepler").hover();
    server.store.put(mockNotebook("kepler", "FAILED", mockExplanation("ImageNotFound", { image: "x" })));
    await row(page, "kepler").getByText("Cannot start").waitFor();
    await page.getByRole("button", { name: /Sort now/ }).waitFor();
    const last = await page.getByRole("row").last().textContent();
    assertEquals(last?.includes("kepler"), true);
    await page.getByRole("button", { name: /Sort now/ }).click();
    await page.getByRole("button", { name: /Sort now/ }).waitFor({ state: "detached" });
    assertEquals((await page.getByRole("row").last().textContent())?.includes("kepler"), false);
  },
  "search and filter are in the address": async (page, server) => {
    await openList(page, server);
    await row(page, "analysis").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("cli");
    await row(page, "analysis").waitFor({ state: "detached" });
    await page.waitForURL(/q=cli/);
    await page.reload();
    await row(page, "climate").waitFor();
    await page.getByRole("searchbox", { name: "Search notebooks" }).fill("zzz");
    await page.getByText("Nothing matches zzz.").waitFor();
    await page.getByRole("button", { name: "Clear filter" }).click();
    await page.getByRole("button", { name: /Needs attention/ }).click();
    await page.waitForURL(/state=attention/);
    assertEquals(await page.getByRole("row").count(), 6);
  },
  "lost access freezes the page and says when": async (page, server) => {
    await openList(page, server);
    await row(page, "analysis").waitFor();
    server.store.revoke("demo");
    await page.getByText(/Your access to demo ended at \d\d:\d\d/).first().waitFor();
    await row(page, "analysis").getByRole("button", { name: "Connect" }).waitFor();
    assertEquals(
      await row(page, "analysis").getByRole("button", { name: "Connect" }).getAttribute("aria-disabled"),
      "true",
    );
  },
  "the badge tells of a lost and a regained connection": async (page, server) => {
    await openList(page, server);
    await page.getByRole("button", { name: "Live", exact: true }).waitFor();
    server.store.isDown = true;
    server.dropSockets();
    await page.getByRole("button", { name: /Reconnecting/ }).waitFor();
    await row(page, "analysis").waitFor();
    server.store.items.delete("nb-demo-jitter");
    server.store.isDown = false;
    await page.getByRole("button", { name: "Live", exact: true }).waitFor({ timeout: 30_000 });
    await row(page, "jitter").waitFor({ state: "detached" });
  },
  "a server that is deaf is told of": async (page, server) => {
    await openList(page, server);
    await page.getByRole("button", { name: "Live", exact: true }).waitFor();
    server.store.send({ staleSince: new Date().toISOString() });
    await page.getByRole("button", { name: /Delayed since \d\d:\d\d/ }).waitFor();
    server.store.send({});
    await page.getByRole("button", { name: "Live", exact: true }).waitFor();
  },
  "a user who may only look is told so": async (page, server) => {
    await openList(page, server);
    await page.getByRole("button", { name: "alice" }).click();
    await page.getByRole("menuitemradio", { name: "bob" }).click();
    await page.getByRole("button", { name: "bob" }).waitFor();
    await row(page, "analysis").waitFor();
    assertEquals(await page.getByRole("link", { name: "New notebook" }).count(), 0);
    await page.goto(`${server.url}/notebooks?ns=team`);
    await page.getByText("team is not yours to see.").waitFor();
    await page.goto(`${server.url}/notebooks/new?ns=demo`);
    await page.getByText("You may only look here.").waitFor();
  },
  "a TensorBoard is made from a volume and an object store, and stands first": async (page, server) => {
    await page.goto(`${server.url}/tensorboards?ns=demo`);
    await page.getByRole("link", { name: "New TensorBoard" }).click();
    await page.getByRole("combobox", { name: "Volume" }).fill("climate-data");
    await page.getByRole("button", { name: "Add a place" }).click();
    await page.getByRole("combobox", { name: "Place 2" }).selectOption("In an object store");
    await page.getByRole("textbox", { name: "Address" }).fill("s3://bucket/runs");
    const name = await page.getByRole("textbox", { name: "Name" }).inputValue();
    await page.getByRole("button", { name: "Launch" }).click();
    await row(page, name).getByText("s3://bucket/runs").waitFor();
    await row(page, name).getByText("Starting").waitFor();
  },
  "a place that is removed takes its fields along, and the focus stays in the form": async (page, server) => {
    await page.goto(`${server.url}/tensorboards/new?ns=demo`);
    await page.getByRole("combobox", { name: "Volume" }).fill("first");
    await page.getByRole("button", { name: "Add a place" }).click();
    await page.getByRole("group", { name: "Place 2" }).getByRole("combobox", { name: "Volume" }).fill("second");
    await page.getByRole("button", { name: "Remove place 1" }).click();
    assertEquals(await page.getByRole("combobox", { name: "Volume" }).inputValue(), "second");
    assertEquals(await page.evaluate(() => document.activeElement?.id), "new-sources");
  },
  "a volume is made from the defaults and stands first": async (page, server) => {
    await page.goto(`${server.url}/volumes?ns=demo`);
    await page.getByRole("link", { name: "New volume" }).click();
    const name = await page.getByRole("textbox", { name: "Name" }).inputValue();
    await page.getByRole("button", { name: "Create" }).click();
    await row(page, name).getByText("Being made").waitFor();
  },
  "files open in a new tab, which waits for them; the list says so and closes them": async (page, server) => {
    await page.goto(`${server.url}/volumes?ns=demo`);
    const opened = page.context().waitForEvent("page");
    await row(page, "analysis-workspace").getByRole("link", { name: "Browse" }).click();
    const tab = await opened;
    await tab.getByText("are being opened").waitFor();
    await row(page, "analysis-workspace").getByText("opening").waitFor();
    const id = "pvc-demo-analysis-workspace";
    const url = `${server.url}/favicon.svg`;
    server.store.put({
      ...server.store.items.get(id)!,
      fileBrowser: { ...mockFileBrowser("x", "RUNNING", "Ready"), url },
    });
    await tab.waitForURL(url);
    await row(page, "analysis-workspace").getByText("open", { exact: true }).waitFor();
    await page.getByRole("button", { name: "More actions for analysis-workspace" }).click();
    await page.getByRole("menuitem", { name: "Close the file browser" }).click();
    await row(page, "analysis-workspace").getByText("open", { exact: true }).waitFor({ state: "detached" });
  },
  "the details of a volume say why its file browser stopped the last time": async (page, server) => {
    await page.goto(`${server.url}/volumes/demo/climate-data`);
    await page.getByText(/Ran out of memory \(128 MiB\) at/).waitFor();
  },
  "a volume in use is not deleted, and says by whom": async (page, server) => {
    await page.goto(`${server.url}/volumes?ns=demo`);
    await page.getByRole("button", { name: "More actions for analysis-workspace" }).click();
    const entry = page.getByRole("menuitem", { name: "Delete" });
    assertEquals(await entry.getAttribute("aria-description"), "In use by analysis, first-try.");
  },
  "the navigation keeps the namespace, and the keyboard goes there too": async (page, server) => {
    await page.goto(`${server.url}/notebooks?ns=team`);
    await page.getByRole("link", { name: "TensorBoards" }).click();
    await page.getByText("No TensorBoards in team.").waitFor();
    await page.keyboard.type("gn");
    await page.getByText("No notebooks in team.").waitFor();
    await page.waitForURL(/\/notebooks\?ns=team$/);
  },
  "the log follows, pauses and searches": async (page, server) => {
    await page.goto(`${server.url}/notebooks/demo/analysis/logs`);
    await page.getByText("request 399").waitFor();
    server.store.addLog(["fresh line"]);
    await page.getByText("fresh line").waitFor();
    await page.getByRole("region", { name: "Log" }).hover();
    await page.mouse.wheel(0, -2_000);
    await page.waitForTimeout(300);
    server.store.addLog(["one more", "and another"]);
    await page.getByRole("button", { name: "↓ 2 new lines" }).click();
    await page.getByText("and another").waitFor();
    await page.getByRole("searchbox").fill("request 7 ");
    await page.getByRole("searchbox").press("Enter");
    await page.getByText("1 of 1").waitFor();
    await page.getByText("request 7 ").waitFor();
  },
  "the log goes on where it was after a reconnection": async (page, server) => {
    await page.goto(`${server.url}/notebooks/demo/analysis/logs`);
    await page.getByText("request 399").waitFor();
    server.dropSockets();
    server.store.addLog(["after the gap"]);
    await page.getByText("after the gap").waitFor({ timeout: 10_000 });
    assertEquals(await page.getByText("request 399").count(), 1);
  },
  "tabs are in the address, and the keyboard moves between them": async (page, server) => {
    await page.goto(`${server.url}/notebooks/demo/analysis`);
    await page.getByRole("tab", { name: "Overview" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByText("Back off").waitFor();
    await page.waitForURL(/\/events$/);
    await page.getByRole("tab", { name: "Logs" }).click();
    await page.waitForURL(/\/logs$/);
    await page.goBack();
    await page.waitForURL(/\/events$/);
  },
  "a menu asked for while the server is away opens when it is back, and the list stays": async (page, server) => {
    await takeAwayDuring(page, server, "menu_body", () => openList(page, server));
    await row(page, "analysis").waitFor();
    await page.getByRole("button", { name: "More actions for analysis" }).click();
    await page.getByRole("alert").getByText("This part of the page could not be loaded.").first().waitFor();
    await comeBack(page, server);
    await page.getByRole("menuitem", { name: "Stop" }).waitFor();
    assertEquals(await row(page, "analysis").count(), 1);
    assertEquals(await page.getByRole("button", { name: "More actions for analysis" }).count(), 1);
  },
  "a page asked for while the server is away says so, and comes when it is back": async (page, server) => {
    await takeAwayDuring(page, server, "create_page", async () => {
      await openList(page, server);
      await row(page, "analysis").waitFor();
      await page.getByRole("link", { name: "New notebook" }).click();
    });
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await page.getByRole("link", { name: "Atelier" }).waitFor();
    await comeBack(page, server);
    await page.getByRole("textbox", { name: "Name" }).waitFor();
    assertEquals(await page.getByRole("button", { name: "Try again" }).count(), 0);
  },
  "a browser that remembers a failed import is given another address": async (page, server) => {
    await page.route(/menu_body-[^/?]*\.js$/, (route) => route.abort("connectionrefused"));
    await openList(page, server);
    await page.getByRole("button", { name: "More actions for analysis" }).click();
    await page.getByRole("menuitem", { name: "Stop" }).waitFor();
  },
  "a page left alone asks nothing": async (page, server) => {
    await openList(page, server);
    await page.getByRole("button", { name: "Live", exact: true }).waitFor();
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(500);
    const seen: string[] = [];
    page.on("request", (request) => seen.push(request.url()));
    await page.waitForTimeout(20_000);
    assertEquals(seen, []);
  },
};

const browser = await startBrowser();
let failures = 0;
for (const [name, trial] of Object.entries(TRIALS)) {
  if (Deno.args[0] && !name.includes(Deno.args[0])) continue;
  const server = await startMockServer();
  const page = await openPage(browser);
  try {
    await trial(page, server);
    console.log(`ok    ${name}`);
  } catch (error) {
    failures++;
    console.log(`FAIL  ${name}\n      ${String((error as Error).stack).split("\n").slice(0, 8).join("\n      ")}`);
    await page.screenshot({ path: `/tmp/shots/fail-${failures}.png` });
  }
  await page.context().close();
  await server.close();
}
await browser.close();
console.log(`${failures} failed`);
Deno.exit(failures ? 1 : 0);
