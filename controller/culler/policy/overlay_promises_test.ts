import { assert } from "@std/assert";
import { exampleNotebook, runningStatus } from "../../../kube/explain/example_notebook.ts";
import { overlayCulling } from "../../../kube/explain/mod.ts";
import { seededRandom } from "../../../kube/testing/seeded_random.ts";
import { toCullingStatus } from "../culling_status.ts";
import {
  EXAMPLE_NOW,
  exampleInput,
  exampleSettings,
  exampleSubject,
  idleSince,
  minutesAgo,
} from "../example_culling.ts";
import type { Evidence } from "../evidence.ts";
import { decideCulling } from "./decide.ts";

const ROUNDS = 4_000;
const NOW = EXAMPLE_NOW.getTime();

Deno.test("whatever hold is given, changed or given up, the page promises no more than the culler keeps", () => {
  const random = seededRandom(42);
  let held = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const pick = <T>(...options: T[]) => options[Math.floor(random() * options.length)];
    const settings = exampleSettings({
      keepAtMost: pick("0s", "2h", "9h", "3d"),
      ...(random() < 0.5 ? { maxRunTime: pick("9h", "11h", "15h") } : {}),
      ...(random() < 0.3 ? { warning: pick("0s", "2h") } : {}),
    });
    const [lastUsed, startedAt] = [random() * 240, minutesAgo(600 - random() * 300)];
    const evidence: Evidence[] = random() < 0.8
      ? [idleSince(lastUsed)]
      : [{ kind: "active", source: "jupyter/kernels", checkedAt: NOW, reason: "KernelBusy" }];
    const hold = (): Record<string, string> => {
      const until = new Date(minutesAgo(-random() * 900 + 60)).toISOString();
      return random() < 0.3 ? {} : { "atelier.dev/keep-until": pick(until, until, "2099-01-01T00:00:00Z", "soon") };
    };
    const recorded = {
      "notebooks.kubeflow.org/last-activity": new Date(minutesAgo(lastUsed + 1)).toISOString(),
    };
    const look = (annotations: Record<string, string>) =>
      decideCulling(exampleInput({
        ...{ settings, evidence },
        subject: exampleSubject({
          annotations: { ...annotations, ...recorded },
          run: { ...exampleSubject().run, startedAt },
        }),
      }));
    const culling = toCullingStatus(look(hold()), evidence);
    const after = hold();
    const shown = overlayCulling(
      exampleNotebook({ metadata: { annotations: { ...after, ...recorded } }, status: runningStatus({ culling }) }),
    )!;
    const next = look(after);
    const said = JSON.stringify({ culling, after, shown, next, lastUsed });
    if (shown.stopsAt && next.stopsAt) assert(Date.parse(shown.stopsAt) <= Date.parse(next.stopsAt), said);
    if (shown.reason === "KeptUntil") {
      held++;
      assert(next.reason === "KeptUntil" || next.verdict === "warn" || next.verdict === "cull", said);
      if (next.reason === "KeptUntil") assert(shown.stopsAt === next.stopsAt, said);
    }
    const cap = Date.parse(next.lastActivity ?? "") + settings.policy.keepAtMost;
    if (shown.keptUntil && !Number.isNaN(cap)) assert(Date.parse(shown.keptUntil) <= cap, said);
  }
  assert(held > ROUNDS / 20, `only ${held} were held off`);
});
