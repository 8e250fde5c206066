import { assertEquals, assertThrows } from "@std/assert";
import type { Pod } from "../../kube/builtins.ts";
import { bubblewrapArguments, resolveMounts, rewritePaths } from "./mounts.ts";

const ROOTS = { volumes: "/state/volumes", pod: "/state/pods/u" };
const pod = (
  volumeMounts: { name: string; mountPath: string; subPath?: string; subPathExpr?: string; readOnly?: boolean }[],
): Pod => ({
  metadata: { name: "p", namespace: "demo" },
  spec: {
    containers: [{ name: "c", image: "i", volumeMounts }],
    volumes: [
      { name: "work", persistentVolumeClaim: { claimName: "mine" } },
      { name: "shm", emptyDir: { medium: "Memory" } },
      { name: "config", configMap: { name: "x" } },
      { name: "host", hostPath: { path: "/" } },
    ],
  },
});
const mountsOf = (...list: Parameters<typeof pod>[0]) => resolveMounts(pod(list), pod(list).spec!.containers[0], ROOTS);

Deno.test("resolveMounts() puts the outer path first", () => {
  const mounts = mountsOf({ name: "work", mountPath: "/home/jovyan/deep", subPath: "a" }, {
    name: "shm",
    mountPath: "/home/jovyan/",
    readOnly: true,
  });
  assertEquals(mounts, [
    { path: "/home/jovyan", directory: "/state/pods/u/volumes/shm", isReadOnly: true },
    { path: "/home/jovyan/deep", directory: "/state/volumes/demo/mine/a", isReadOnly: false },
  ]);
});

Deno.test("resolveMounts() refuses what it has not, and ways out", () => {
  assertThrows(() => mountsOf({ name: "host", mountPath: "/c" }), Error, "kind that the sandbox's node has not");
  assertThrows(() => mountsOf({ name: "work", mountPath: "/c", subPath: "../other" }), Error, "must not contain");
  assertThrows(() => mountsOf({ name: "work", mountPath: "/c", subPathExpr: "$(A)" }), Error, "subPathExpr");
});

Deno.test("resolveMounts() lets nobody write into a ConfigMap", () => {
  const [mount] = mountsOf({ name: "config", mountPath: "/c", readOnly: false });
  assertEquals(mount, { path: "/c", directory: "/state/pods/u/volumes/config", isReadOnly: true });
});

Deno.test("bubblewrapArguments() mounts what is named and nothing else", () => {
  const command = { argv: ["a", "b"], env: {}, workingDir: "/w" };
  const args = bubblewrapArguments(command, [{ path: "/w", directory: "/d", isReadOnly: false }], {
    system: ["/usr"],
    image: [{ directory: "/root/.cache/image", path: "/opt/image", isReadOnly: true }],
  });
  const binds = args.flatMap((each, i) => /bind/.test(each) ? [args.slice(i, i + 3)] : []);
  assertEquals(binds, [
    ["--ro-bind-try", "/usr", "/usr"],
    ["--bind", "/d", "/w"],
    ["--ro-bind-try", "/root/.cache/image", "/opt/image"],
  ]);
  assertEquals(args.slice(args.indexOf("--")), ["--", "a", "b"]);
});

Deno.test("rewritePaths() rewrites whole paths only, once", () => {
  const mounts = [
    { path: "/home/jovyan", directory: "/state/home/jovyan-files", isReadOnly: false },
    { path: "/data", directory: "/home/jovyan/x", isReadOnly: false },
  ];
  const rewritten = rewritePaths({
    argv: ["sh", "-c", "ls /home/jovyan /home/jovyan2 '/data/a' /mnt/data", "--dir=/home/jovyan/work"],
    env: { HOME: "/home/jovyan", PATH: "/usr/bin" },
    workingDir: "/home/jovyan",
  }, mounts);
  assertEquals(rewritten, {
    argv: [
      "sh",
      "-c",
      "ls /state/home/jovyan-files /home/jovyan2 '/home/jovyan/x/a' /mnt/data",
      "--dir=/state/home/jovyan-files/work",
    ],
    env: { HOME: "/state/home/jovyan-files", PATH: "/usr/bin" },
    workingDir: "/state/home/jovyan-files",
  });
});
