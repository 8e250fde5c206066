import { assertEquals } from "@std/assert";
import { exampleNotebook } from "../../../kube/explain/example_notebook.ts";
import { ScriptedServer } from "../../../kube/testing/scripted_server.ts";
import { carryOut } from "./carry_out.ts";
import { planCulling } from "./culling_action.ts";

const NOTEBOOK = exampleNotebook();
const VERDICT = { reason: "IdleTooLong", message: "Idle since yesterday." } as const;
const plan = (kind: "Notebook" | "Tensorboard" | "PVCViewer", tensorboards: "delete" | "stop" = "delete") =>
  planCulling(kind, NOTEBOOK, VERDICT, { settings: { tensorboards }, now: new Date("2026-11-23T18:00:00Z") });

Deno.test("a notebook is stopped by annotation, with who and why in the same patch", () => {
  assertEquals(plan("Notebook"), {
    kind: "Notebook",
    key: { namespace: "team", name: "train" },
    act: "stop",
    patch: {
      metadata: {
        uid: NOTEBOOK.metadata.uid,
        resourceVersion: "1",
        annotations: {
          "kubeflow-resource-stopped": "2026-11-23T18:00:00Z",
          "atelier.dev/stopped-by": "atelier-culler",
          "atelier.dev/stopped-reason": "IdleTooLong: Idle since yesterday.",
        },
      },
    },
  });
});

Deno.test("an idle Tensorboard is deleted, or stopped where the admin wants that; a viewer is deleted", () => {
  assertEquals([plan("Tensorboard").act, plan("Tensorboard", "stop").act, plan("PVCViewer").act], [
    "delete",
    "stop",
    "delete",
  ]);
});

const STATUS = { kind: "Status", apiVersion: "v1", status: "Failure" };
const condemned = (uid: string, action = plan("Notebook") as ReturnType<typeof plan> | undefined) => ({
  ...{ kind: "Notebook" as const, namespace: "team", name: "train", uid },
  decideAgain: () => action,
});
const UID = NOTEBOOK.metadata.uid!;

Deno.test("a notebook that was touched a moment ago is not stopped", async () => {
  const server = new ScriptedServer();
  const { signal } = new AbortController();
  server.answer(Response.json(NOTEBOOK), Response.json({ ...STATUS, code: 409, reason: "Conflict" }, { status: 409 }));
  assertEquals(await carryOut(condemned(UID), server.client(), signal), "changed");
  server.answer(Response.json(NOTEBOOK));
  const held = { ...condemned(UID), decideAgain: () => undefined };
  assertEquals(await carryOut(held, server.client(), signal), "changed");
  assertEquals(server.requests.filter((each) => each.startsWith("PATCH")).length, 1);
});

Deno.test("another notebook of the same name is not stopped in its place", async () => {
  const server = new ScriptedServer();
  const { signal } = new AbortController();
  server.answer(Response.json(NOTEBOOK));
  assertEquals(await carryOut(condemned("another"), server.client(), signal), "gone");
  server.answer(Response.json({ ...STATUS, code: 404, reason: "NotFound" }, { status: 404 }));
  assertEquals(await carryOut(condemned(UID), server.client(), signal), "gone");
});

Deno.test("an act carries the version and the identity of what was decided about", async () => {
  const server = new ScriptedServer();
  const bodies: unknown[] = [];
  const take = async (_: URL, request: Request) => (bodies.push(await request.json()), Response.json(NOTEBOOK));
  const { signal } = new AbortController();
  for (const kind of ["Notebook", "PVCViewer"] as const) {
    server.answer(Response.json(NOTEBOOK), take);
    assertEquals(await carryOut({ ...condemned(UID, plan(kind)), kind }, server.client(), signal), "done");
  }
  const [patch, options] = bodies as [{ metadata: object }, { preconditions: object }];
  assertEquals(options.preconditions, { uid: UID, resourceVersion: "1" });
  assertEquals({ ...patch.metadata, annotations: {} }, { uid: UID, resourceVersion: "1", annotations: {} });
});
