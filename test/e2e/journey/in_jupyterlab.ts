import { assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { takeScreenshots } from "../browser.ts";
import { Kernel, readVersions } from "../kernel.ts";
import { note, type Sentence } from "../story.ts";
import type { World } from "../world.ts";

/** What the file says that must outlive stops, deletes and restarts. */
export const WRITTEN = "first light";

/** Connect, and the work that somebody does there. */
export function inJupyterLab(world: World): Sentence[] {
  let lab: Page;
  return [
    {
      says: "Connect opens JupyterLab in a new tab, under its own path of the gateway",
      timeoutMs: 60_000,
      holds: async () => {
        const opened = world.first.page.context().waitForEvent("page");
        await world.first.connectLink(world.notebook).click();
        lab = await opened;
        await lab.getByRole("menubar").first().waitFor({ timeout: 45_000 });
        assertMatch(lab.url(), new RegExp(`^${world.toolUrl()}`));
        assertMatch(await lab.title(), /JupyterLab/);
        const { server, lab: version } = await readVersions(world.toolUrl());
        note(`/api says version ${server}; JupyterLab ${version}`);
        assertMatch(server, /^\d+\.\d+/);
      },
    },
    {
      says: "a cell there runs print(1+1)",
      timeoutMs: 120_000,
      holds: async () => {
        assertEquals(await runCellInLab(lab, "print(1+1)"), "2");
        await takeScreenshots(lab, "jupyterlab");
        await lab.close();
      },
    },
    {
      says: "a kernel executes a cell through the gateway's WebSocket",
      timeoutMs: 60_000,
      holds: async () => {
        const kernel = await Kernel.start(world.toolUrl());
        assertEquals(await kernel.run("print(1+1)"), "2");
        note(`the kernel's pid is ${await kernel.run("import os; print(os.getpid())")}`);
        await kernel.run(`open("/home/jovyan/kept.txt", "w").write("${WRITTEN}")`);
        await kernel.close();
      },
    },
    {
      says: "kubectl get tells the same story",
      holds: async () => {
        const kinds = "notebooks,statefulsets,pods,services,events";
        const told = await world.kubectl.run(["get", kinds]);
        const { notebook } = world;
        for (const each of [`notebook.kubeflow.org/${notebook}`, `statefulset.apps/${notebook}`, `pod/${notebook}-0`]) {
          assertMatch(told, new RegExp(`^${each.replaceAll(".", "\\.")}\\s`, "m"));
        }
        assertMatch(told, new RegExp(`^service/${notebook}\\s`, "m"));
        for (const reason of ["Pulling", "Pulled", "Started"]) {
          assertMatch(told, new RegExp(`\\s${reason}\\s`));
        }
        assertMatch(await world.kubectl.run(["logs", `${notebook}-0`, "--tail=50"]), /Jupyter Server/);
      },
    },
  ];
}

/** What the kernel finds in the file that was written in the first session. */
export async function readKeptFile(world: World, name = world.notebook): Promise<string> {
  const kernel = await Kernel.start(world.toolUrl(name));
  try {
    return await kernel.run(`print(open("/home/jovyan/kept.txt").read())`);
  } finally {
    await kernel.close();
  }
}

async function runCellInLab(lab: Page, code: string): Promise<string> {
  await lab.getByText("Python 3 (ipykernel)").first().click({ timeout: 45_000 });
  const cell = lab.getByRole("main").getByRole("textbox").last();
  await cell.waitFor({ timeout: 30_000 });
  // A cell that is run before its kernel is connected is not run at all.
  await lab.getByText("Python 3 (ipykernel) | Idle").waitFor({ timeout: 45_000 });
  await cell.click();
  await lab.keyboard.type(code);
  await lab.keyboard.press("Shift+Enter");
  const output = lab.locator(".jp-OutputArea-output").first();
  await output.waitFor({ timeout: 30_000 });
  return (await output.innerText()).trim();
}
