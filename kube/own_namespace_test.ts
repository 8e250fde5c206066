import { assertEquals, assertRejects } from "@std/assert";
import { FakeClock } from "../platform/fake_clock.ts";
import { askOwnNamespace } from "./own_namespace.ts";
import { failure, ScriptedServer } from "./testing/scripted_server.ts";
import { until } from "./testing/until.ts";

const userIs = (username: string) => Response.json({ status: { userInfo: { username } } });

Deno.test("a ServiceAccount's namespace is in its user name; people have none", async () => {
  for (
    const [username, namespace] of [
      ["system:serviceaccount:tools:atelier-controller", "tools"],
      ["kubernetes-admin", undefined],
      ["system:serviceaccount:tools", undefined],
    ] as const
  ) {
    const server = new ScriptedServer();
    server.answer(userIs(username));
    assertEquals(await askOwnNamespace(server.client(), {}, new AbortController().signal), namespace);
    assertEquals(server.requests, ["POST /apis/authentication.k8s.io/v1/selfsubjectreviews"]);
  }
});

Deno.test("a cluster that does not know the question, or refuses it, leaves the namespace open", async () => {
  for (const code of [403, 404]) {
    const server = new ScriptedServer();
    server.answer(failure({ code }));
    assertEquals(await askOwnNamespace(server.client(), {}, new AbortController().signal), undefined);
  }
});

Deno.test("an apiserver that does not answer yet is asked again, until the signal aborts", async () => {
  const server = new ScriptedServer();
  const clock = new FakeClock();
  const over = new AbortController();
  const down = () => {
    throw new TypeError("connection refused");
  };
  server.answer(down, failure({ code: 503 }));
  const asked = askOwnNamespace(server.client(), { clock }, over.signal);
  for (const count of [1, 2]) {
    await until(() => server.requests.length === count && clock.sleeping === 1);
    await clock.advance(200 * count);
  }
  await until(() => server.requests.length === 3);
  const rejected = assertRejects(() => asked, Error, "stopped");
  over.abort(new Error("stopped"));
  await rejected;
});
