import { assert, assertEquals, assertMatch } from "@std/assert";
import { notebook, notebooksOf, podsOf } from "../objects.ts";
import { hasStarted, shellPod, untilPod } from "../running/shell_image.ts";
import { ok } from "../target.ts";
import type { PythonCase } from "./python.ts";

/** What it does with objects. */
export const cases: PythonCase[] = [
  {
    name: "custom objects are listed, watched and changed, and refused with a reason",
    async run({ python }) {
      const told = await python("custom_objects.py");
      assertEquals(told.listed, ["first"]);
      assertEquals(told.seen, [["ADDED", "second"], ["MODIFIED", "second"], ["DELETED", "second"]]);
      assertEquals(told.existing, [["ADDED", "first"]]);
      assert(told.lasted > 0.5 && told.lasted < 20, `a watch of 1 s lasted ${told.lasted} s`);
      assertEquals(told.stale.slice(0, 2), [409, "Conflict"]);
      assertEquals(told.exists, [409, "AlreadyExists", 'notebooks.kubeflow.org "first" already exists']);
      assertEquals(told.missing, [404, "NotFound", 'notebooks.kubeflow.org "none" not found']);
      assertEquals(told.invalid.slice(0, 2), [422, "Invalid"]);
      assertEquals(told.status, 3);
    },
  },
  {
    name: "built-ins come in pages and as events of the client's own types, and are applied by the dynamic client",
    async run({ python }) {
      const told = await python("core_objects.py");
      assertEquals(told.pages, [["a", "b"], ["c"]]);
      assertEquals(told.seen[0], ["MODIFIED", "V1ConfigMap", "a"]);
      assertEquals(told.seen.at(-1), ["DELETED", "V1ConfigMap", "b"]);
      assertEquals(told.pod, ["p-", "Always", "Pending"]);
      assertEquals(told.scale, ["Scale", 1]);
      assertEquals(told.allowed, true);
      assertEquals(told.applied, [["python", "Apply"]]);
    },
  },
  {
    name: "a watch from what is forgotten is a 410, after which a list begins anew",
    isAlone: true,
    async run(target) {
      await ok(target, "POST", notebooksOf(target), notebook("first"));
      await target.forget();
      const { told, seen } = await target.python("expired.py");
      assertEquals([told.length, told[0][0]], [1, 410]);
      assertMatch(told[0][1], /^Expired: too old resource version: 1/);
      assertEquals(seen, [["MODIFIED", "first"]]);
    },
  },
];

/** What it does with pods that run. */
export const runningCases: PythonCase[] = [
  {
    name: "a pod's log is followed line by line, and its end is watched",
    async run(target) {
      await ok(target, "POST", podsOf(target), shellPod("p", "for i in 1 2 3; do echo line $i; sleep 0.3; done"));
      await untilPod(target, "p", hasStarted);
      assertEquals(await target.python("log.py"), {
        followed: ["line 1", "line 2", "line 3"],
        ended: [0],
        tail: "b'line 3\\n'",
      });
    },
  },
];
