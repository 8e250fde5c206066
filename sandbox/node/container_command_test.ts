import { assertEquals, assertThrows } from "@std/assert";
import type { Pod } from "../../kube/builtins.ts";
import type { CatalogueEntry } from "../images/catalogue.ts";
import { type Container, ContainerConfigError } from "../../kube/cluster/container_environment.ts";
import { resolveCommand } from "./container_command.ts";

const ENTRY = { matches: /x/, command: ["default", "--flag"], home: "/home/jovyan", env: { A: "image" } };
const POD: Pod = { metadata: { name: "nb-0", namespace: "demo", labels: { "a/b": "c" } }, spec: { containers: [] } };
const resolve = (container: Partial<Container>, entry: Partial<CatalogueEntry> = {}) =>
  resolveCommand(POD, { name: "c", ...container }, { ...ENTRY, ...entry }, {
    imageDir: "/images/x",
    address: "127.1.2.3",
    apiserverUrl: "https://127.0.0.1:8443",
    find: () => undefined,
  });

Deno.test("resolveCommand() takes command and args as Kubernetes does", () => {
  assertEquals(resolve({}).argv, ["default", "--flag"]);
  assertEquals(resolve({ args: ["a"] }).argv, ["a"]);
  assertEquals(resolve({ command: ["c"] }).argv, ["c"]);
  assertEquals(resolve({ command: ["c"], args: ["$(HOME)"] }).argv, ["c", "/home/jovyan"]);
});

Deno.test("resolveCommand() puts an image's entrypoint before the args, unless there is a command", () => {
  const entry = { entrypoint: ["tool"], command: [] };
  assertEquals(resolve({}, entry).argv, ["tool"]);
  assertEquals(resolve({ args: ["--root", "/data"] }, entry).argv, ["tool", "--root", "/data"]);
  assertEquals(resolve({ command: ["sh"], args: ["-c", "ls"] }, entry).argv, ["sh", "-c", "ls"]);
});

Deno.test("resolveCommand() finds the image's programs where they are here", () => {
  const entry = { programs: { "/usr/local/bin/tool": "tool" } };
  assertEquals(resolve({ command: ["/usr/local/bin/tool", "--x"] }, entry).argv, ["/images/x/bin/tool", "--x"]);
  assertEquals(
    resolve({ command: ["sh", "-c", "exec /usr/local/bin/tool"] }, entry).argv[2],
    "exec /images/x/bin/tool",
  );
});

Deno.test("resolveCommand() has a tool that takes its address by a variable listen on the pod's", () => {
  const ip = (value?: string) =>
    resolve(value === undefined ? {} : { env: [{ name: "IP", value }] }, { listenVariable: "IP" }).env.IP;
  assertEquals([ip(), ip("0.0.0.0"), ip("127.0.0.1")], ["127.1.2.3", "127.1.2.3", "127.0.0.1"]);
  assertEquals(resolve({}).env.IP, undefined as never);
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
  assertThrows(
    () => resolve({ env: [{ name: "X", valueFrom: { secretKeyRef } }] }),
    ContainerConfigError,
    'secret "s" not found',
  );
  assertEquals(
    resolve({ env: [{ name: "X", valueFrom: { secretKeyRef: { ...secretKeyRef, optional: true } } }] }).env.X,
    undefined as never,
  );
  assertThrows(() => resolve({ restartPolicy: "Always" }), ContainerConfigError, "a sidecar");
});
