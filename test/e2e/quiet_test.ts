import { assert, assertEquals } from "@std/assert";
import { endToEnd } from "./end_to_end.ts";
import { requestsTo } from "./apiserver_requests.ts";
import { note, type Sentence } from "./story.ts";
import { forget, messagesIn, recordTraffic, type Traffic } from "./traffic.ts";
import { sleep, waitFor } from "./wait_for.ts";
import type { World } from "./world.ts";

const QUIET_MS = 60_000;

function quietMinute(world: World): Sentence[] {
  let list: Traffic;
  let details: Traffic;
  let before: number;
  return [
    {
      says: "a list page and a details page of a running notebook lie open",
      timeoutMs: 240_000,
      holds: async () => {
        await world.startDev({ env: { LOG_LEVEL: "debug" } });
        await world.openWindows();
        list = recordTraffic(world.first.page);
        details = recordTraffic(world.second.page);
        await world.first.open("demo");
        await world.first.openForm();
        world.notebook = await world.first.launch({ name: "quiet" });
        await world.first.connectLink(world.notebook).waitFor({ timeout: 200_000 });
        await world.second.open("demo");
        await world.second.choose(world.notebook, "Open details");
        await world.second.page.getByRole("tab", { name: "Overview" }).waitFor();
      },
    },
    {
      says: "the last change has come to rest",
      timeoutMs: 60_000,
      holds: () =>
        waitFor("5 s pass without a request to the apiserver", async () => {
          before = requestsTo(world.dev).length;
          await sleep(5_000);
          return requestsTo(world.dev).length === before;
        }, { timeoutMs: 55_000 }),
    },
    {
      says: "for a minute neither page sends a request, nor is anything said on their WebSockets but pings",
      timeoutMs: QUIET_MS + 15_000,
      holds: async () => {
        [list, details].forEach(forget);
        before = requestsTo(world.dev).length;
        await sleep(QUIET_MS);
        assertEquals(list.requests, []);
        assertEquals(details.requests, []);
        assertEquals(messagesIn(list), []);
        assertEquals(messagesIn(details), []);
        assert(list.frames.length > 0 && details.frames.length > 0, "not even a ping was recorded");
        note(`${list.frames.length} and ${details.frames.length} pings and pongs`);
      },
    },
    {
      says: "in that minute the apiserver saw no new request: there are only open watches",
      holds: () => Promise.resolve(assertEquals(requestsTo(world.dev).slice(before), [])),
    },
    {
      says: "and after it a change still shows within 5 s, on both pages",
      holds: async () => {
        await world.kubectl.run([
          "annotate",
          "notebook",
          world.notebook,
          "kubeflow-resource-stopped=2026-01-01T00:00:00Z",
        ]);
        await Promise.all(
          world.pages.map(({ page }) => page.getByText(/Stopp(ing|ed)/).first().waitFor({ timeout: 5_000 })),
        );
      },
    },
  ];
}

endToEnd("nobody polls: a quiet minute", [quietMinute]);
