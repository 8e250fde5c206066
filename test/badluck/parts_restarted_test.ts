import { assertEquals } from "@std/assert";
import type { Browser } from "playwright-core";
import { complaintsOf, isMarked, launchBrowser, mark, openWindow, pictureOfFailure } from "../e2e/browser.ts";
import { CREATE } from "../e2e/documents.ts";
import { GraphqlApi } from "../e2e/graphql.ts";
import { Kubectl } from "../e2e/kubectl.ts";
import { NotebooksPage } from "../e2e/notebooks_page.ts";
import { note, type Sentence, tell } from "../e2e/story.ts";
import { makePlace } from "../e2e/temporary_place.ts";
import { PartProcesses, PARTS } from "./part_processes.ts";

/** The processes, a page before them, and what to ask them by. */
interface Scene {
  parts: PartProcesses;
  page: NotebooksPage;
  kubectl: Kubectl;
  api: GraphqlApi;
}

const annotate = (name: string, value: string) => ["annotate", "notebook", name, `kubeflow-resource-stopped${value}`];

function apiRestarted({ parts, page, kubectl, api }: Scene): Sentence[] {
  const make = async (name: string) => {
    const { data } = await api.ask(CREATE, { input: { namespace: "demo", name, spec: { image: "example.com/none" } } });
    assertEquals(data.createNotebook.errors, []);
  };
  return [
    {
      says: "each part runs in a process of its own, and a page is open",
      timeoutMs: 150_000,
      holds: async () => {
        await parts.startAll();
        await make("early");
        await page.open("demo");
        await page.row("early").getByText("Cannot start").waitFor();
        await mark(page.page);
      },
    },
    {
      says: "the API is killed: the page says that it reconnects, and keeps its rows",
      holds: async () => {
        await parts.kill("api");
        await page.page.getByRole("button", { name: /^Reconnecting/ }).waitFor({ timeout: 10_000 });
        await page.row("early").waitFor();
      },
    },
    {
      says: "meanwhile the world goes on, by kubectl",
      holds: async () => {
        const containers = [{ name: "late", image: "example.com/none" }];
        const stdin = JSON.stringify({
          apiVersion: "kubeflow.org/v1",
          kind: "Notebook",
          metadata: { name: "late" },
          spec: { template: { spec: { containers } } },
        });
        await kubectl.run(["apply", "-f", "-"], { stdin });
        await kubectl.run(annotate("early", "=2026-01-01T00:00:00Z"));
      },
    },
    {
      says: "the API is back: the page is live again by itself, with what is now, not reloaded",
      timeoutMs: 90_000,
      holds: async () => {
        await parts.start("api");
        const startedAt = performance.now();
        await page.live().waitFor({ timeout: 60_000 });
        note(`live ${Math.round(performance.now() - startedAt)} ms after the API was`);
        await page.row("late").getByText("Cannot start").waitFor();
        await page.row("early").getByText("Stopped").first().waitFor();
        assertEquals(await isMarked(page.page), true);
      },
    },
    {
      says: "the apiserver is killed under everything and started again: what is written then shows on the page",
      timeoutMs: 90_000,
      holds: async () => {
        await parts.kill("apiserver");
        await parts.start("apiserver");
        await kubectl.run(annotate("early", "-"));
        await page.row("early").getByText("Cannot start").waitFor({ timeout: 40_000 });
        await page.live().waitFor({ timeout: 40_000 });
        assertEquals(await isMarked(page.page), true);
      },
    },
    {
      says: "and a create works as before",
      timeoutMs: 60_000,
      holds: async () => {
        await make("after");
        await page.row("after").getByText("Cannot start").waitFor({ timeout: 40_000 });
        assertEquals((await kubectl.list("notebooks")).length, 3);
      },
    },
  ];
}

Deno.test({
  name: "the API, then the apiserver, are taken away under an open page",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async (t) => {
    const place = await makePlace();
    const parts = new PartProcesses(place);
    let browser: Browser | undefined;
    try {
      browser = await launchBrowser();
      const page = new NotebooksPage(await (await openWindow(browser)).newPage(), parts.page);
      const scene = { parts, page, kubectl: new Kubectl(parts.kubeconfig), api: new GraphqlApi(parts.page) };
      await tell(t, apiRestarted(scene), async (says) => {
        console.log(complaintsOf(page.page.context()).join("\n"));
        await pictureOfFailure(page.page, says.slice(0, 30).replaceAll(" ", "-"));
        for (const part of PARTS) console.log(`--- ${part}\n${parts.tail(part)}`);
      });
    } finally {
      await browser?.close();
      await parts.end();
      await place.remove();
    }
  },
});
