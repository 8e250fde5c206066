import { assertEquals, assertThrows } from "@std/assert";
import type { Pod } from "../../kube/builtins.ts";
import { type Container, ContainerConfigError, expand, resolveCommand } from "./container_command.ts";

const ENTRY = { matches: /x/, command: ["default", "--flag"], home: "/home/jovyan", env: { A: "image" } };
const POD: Pod = { metadata: { name: "nb-0", namespace: "demo", labels: { "a/b": "c" } }, spec: { containers: [] } };
const resolve = (container: Partial<Container>) =>
  resolveCommand(POD, { name: "c", ...container }, ENTRY, {
    imageDir: "/images/x",
    address: "127.1.2.3",
    apiserverUrl: "https://127.0.0.1:8443",
  });

Deno.test("expand() knows $(NAME), $$(NAME) and leaves unknown names", () => {
  assertEquals(expand("$(A)/$$(A)/$(B) $A $$", { A: "1" }), "1/$(A)/$(B) $A $");
});

Deno.test("resolveCommand() takes command and args as Kubernetes does", () => {
  assertEquals(resolve({}).argv, ["default", "--flag"]);
  assertEquals(resolve({ args: ["a"] }).argv, ["a"]);
  assertEquals(resolve({ command: ["c"] }).argv, ["c"]);
  assertEquals(resolve({ command: ["c"], args: ["$(HOME)"] }).argv, ["c", "/home/jovyan"]);
});

Deno.test("resolveCommand() fills the environment in order", () => {
  const fieldRef = { fieldPath: "metadata.labels['a/b']" };
  const env = [{ name: "NB", value: "/nb" }, { name: "B", value: "$(NB)/x" }, { name: "L", valueFrom: { fieldRef } }, {
    name: "IP",
    valueFrom: { fieldRef: { fieldPath: "status.podIP" } },
  }];
  const resolved = resolve({ env }).env;
  assertEquals([resolved.B, resolved.L, resolved.IP, resolved.A], ["/nb/x", "c", "127.1.2.3", "image"]);
  assertEquals(resolved.PATH.split(":")[0], "/images/x/bin");
  assertEquals(resolve({ workingDir: "/w" }).workingDir, "/w");
});

Deno.test("resolveCommand() refuses what it cannot give", () => {
  const secretKeyRef = { name: "s", key: "k" };
  assertThrows(() => resolve({ env: [{ name: "X", valueFrom: { secretKeyRef } }] }), ContainerConfigError, "env X");
  assertEquals(
    resolve({ env: [{ name: "X", valueFrom: { secretKeyRef: { ...secretKeyRef, optional: true } } }] }).env.X,
    undefined as never,
  );
  assertThrows(() => resolve({ restartPolicy: "Always" }), ContainerConfigError, "a sidecar");
});
