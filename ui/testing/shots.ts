/** Trials of the built page on the mock: screenshots of each page in both themes and widths, and axe on each. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { openPage, startBrowser } from "./browser.ts";
import { startMockServer } from "./mock_server.ts";

const OUT = Deno.args[0] ?? "/tmp/shots";
const ONLY = Deno.args[1];
const PAGES: Record<string, (page: Page, url: string) => Promise<void>> = {
  list: async (page, url) => {
    await page.goto(`${url}/notebooks?ns=demo`);
    await page.getByRole("link", { name: "Connect" }).first().waitFor();
  },
  menu: async (page, url) => {
    await page.goto(`${url}/notebooks?ns=demo`);
    await page.getByRole("button", { name: "More actions for analysis" }).click();
    await page.getByRole("menuitem", { name: "Stop" }).waitFor();
  },
  user: async (page, url) => {
    await page.goto(`${url}/notebooks?ns=demo`);
    await page.getByRole("button", { name: "alice" }).click();
    await page.getByRole("menuitemradio", { name: "bob" }).waitFor();
  },
  remove: async (page, url) => {
    await page.goto(`${url}/notebooks?ns=demo`);
    await page.getByRole("button", { name: "More actions for analysis" }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    await page.getByRole("radio", { name: "Keep its files" }).waitFor();
  },
  empty: async (page, url) => {
    await page.goto(`${url}/notebooks?ns=team`);
    await page.getByText("No notebooks in").waitFor();
  },
  create: async (page, url) => {
    await page.goto(`${url}/notebooks/new?ns=demo`);
    await page.getByRole("button", { name: "Launch" }).waitFor();
    await page.getByText("Nothing stands in the way.").waitFor();
  },
  "create-all": async (page, url) => {
    await page.setViewportSize({ width: page.viewportSize()!.width, height: 2000 });
    await page.goto(`${url}/notebooks/new?ns=demo`);
    await page.getByRole("combobox", { name: "Accelerator" }).selectOption("NVIDIA GPU");
    await page.getByRole("button", { name: "Add a volume" }).click();
    await page.getByRole("button", { name: "Add a volume" }).click();
    await page.getByRole("combobox", { name: "Volume", exact: true }).first().fill("climate-data");
    await page.getByRole("combobox", { name: "Volume 2" }).selectOption("A new volume");
    await page.getByText("used by climate").waitFor();
  },
  settled: async (page, url) => {
    await page.setViewportSize({ width: page.viewportSize()!.width, height: 1500 });
    await page.goto(`${url}/notebooks/new?ns=team`);
    await page.getByText("Set by your admin.").first().waitFor();
  },
  keep: async (page, url) => {
    await page.goto(`${url}/notebooks/demo/lidar`);
    await page.getByRole("button", { name: "Keep it running" }).click();
    await page.getByRole("menuitem", { name: "For 4 h" }).waitFor();
  },
  refused: async (page, url) => {
    await page.goto(`${url}/notebooks/new?ns=demo`);
    await page.getByRole("textbox", { name: "Name" }).fill("Not a name");
    await page.getByRole("textbox", { name: "CPU" }).fill("many");
    await page.getByRole("button", { name: "Launch" }).click();
    await page.getByText("2 things stand in the way:").waitFor();
  },
  details: async (page, url) => {
    await page.goto(`${url}/notebooks/demo/analysis`);
    await page.getByRole("tab", { name: "Overview" }).waitFor();
  },
  starting: async (page, url) => {
    await page.goto(`${url}/notebooks/demo/climate`);
    await page.getByText("Pulling the image").first().waitFor();
  },
  events: async (page, url) => {
    await page.goto(`${url}/notebooks/demo/analysis/events`);
    await page.getByText("Back-off restarting").waitFor();
  },
  logs: async (page, url) => {
    await page.goto(`${url}/notebooks/demo/analysis/logs`);
    await page.getByText("request 390").waitFor();
  },
  tensorboards: async (page, url) => {
    await page.goto(`${url}/tensorboards?ns=demo`);
    await page.getByRole("link", { name: "Connect" }).waitFor();
  },
  "tensorboards-empty": async (page, url) => {
    await page.goto(`${url}/tensorboards?ns=team`);
    await page.getByText("No TensorBoards in").waitFor();
  },
  "tensorboard-create": async (page, url) => {
    await page.goto(`${url}/tensorboards/new?ns=demo`);
    await page.getByRole("combobox", { name: "Volume" }).fill("nowhere");
    await page.getByRole("button", { name: "Add a place" }).click();
    await page.getByRole("combobox", { name: "Place 2" }).selectOption("In an object store");
    await page.getByRole("textbox", { name: "Address" }).fill("s3://bucket/runs");
    await page.getByText("No volume is named nowhere.").waitFor();
  },
  "tensorboard-details": async (page, url) => {
    await page.goto(`${url}/tensorboards/demo/climate-runs`);
    await page.getByRole("tab", { name: "Overview" }).waitFor();
  },
  volumes: async (page, url) => {
    await page.goto(`${url}/volumes?ns=demo`);
    await page.getByRole("link", { name: "Browse" }).first().waitFor();
  },
  "volume-create": async (page, url) => {
    await page.goto(`${url}/volumes/new?ns=demo`);
    await page.getByText("Nothing stands in the way.").waitFor();
  },
  "volume-details": async (page, url) => {
    await page.goto(`${url}/volumes/demo/climate-data`);
    await page.getByRole("tab", { name: "Overview" }).waitFor();
  },
  "volume-files": async (page, url) => {
    await page.goto(`${url}/volumes/demo/old-data/files`);
    await page.getByText("are being opened").waitFor();
  },
  "volume-menu": async (page, url) => {
    await page.goto(`${url}/volumes?ns=demo`);
    await page.getByRole("button", { name: "More actions for climate-data" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).waitFor();
  },
  gone: async (page, url) => {
    await page.goto(`${url}/notebooks/demo/nothing`);
    await page.getByText("Gone, or not yours to see.").waitFor();
  },
};

async function shoot(browser: Browser, url: string, name: string, theme: "light" | "dark", width: number) {
  const page = await openPage(browser, { viewport: { width, height: 800 }, colorScheme: theme });
  page.on("console", (message) => message.type() === "error" && console.log(`${name}: console: ${message.text()}`));
  try {
    await PAGES[name]!(page, url);
  } catch (error) {
    console.log(`${name} ${theme} ${width}: ${String(error).split("\n")[0]}`);
  }
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${OUT}/${name}-${theme}-${width}.png` });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (sideways > 0) console.log(`${name} ${width}: scrolls sideways by ${sideways}px`);
  const isChecked = (theme === "light") === (width === 1280);
  const { violations } = !isChecked ? { violations: [] } : await new AxeBuilder({ page }).analyze();
  for (const { id, nodes } of violations) {
    console.log(
      `${name} ${theme} ${width}: axe ${id}: ${
        nodes.map((n) => n.html.slice(0, 140) + " | " + n.failureSummary?.split("\n")[1]).join("\n   ")
      }`,
    );
  }
  await page.context().close();
}

const server = await startMockServer();
const browser = await startBrowser();
await Deno.mkdir(OUT, { recursive: true });
for (const name of ONLY ? ONLY.split(",") : Object.keys(PAGES)) {
  for (const theme of ["light", "dark"] as const) {
    for (const width of [1280, 375]) await shoot(browser, server.url, name, theme, width);
  }
}
await browser.close();
await server.close();
