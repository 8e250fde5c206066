import { assertEquals, assertStringIncludes } from "@std/assert";
import { BINARIES, buildCommand, builtName, parseVersion } from "./binaries.ts";

Deno.test("parseVersion() reads what each program says of itself", () => {
  const told: [string, string, readonly [number, number]][] = [
    ["Kubernetes v1.36.3", "1.36.3", [1, 36]],
    ["etcd Version: 3.6.8\nGit SHA: Not provided\nGo Version: go1.26.8", "3.6.8", [3, 6]],
    ['{"clientVersion": {"gitVersion": "v1.32.4-dispatcher", "goVersion": "go1.23"}}', "1.32.4-dispatcher", [1, 32]],
    ["kwok version v0.7.0 go1.26.8 (linux/amd64)", "0.7.0", [0, 7]],
  ];
  for (const [output, text, minor] of told) assertEquals(parseVersion(output), { text, minor });
  assertEquals(parseVersion("error: no such command"), undefined);
});

Deno.test("only what speaks as the tests expect is taken from the machine", () => {
  const accepts = (name: keyof typeof BINARIES, ...minor: [number, number]) => BINARIES[name].accepts(minor);
  assertEquals([accepts("kube-apiserver", 1, 35), accepts("kube-apiserver", 1, 36)], [false, true]);
  assertEquals([accepts("kubectl", 1, 29), accepts("kubectl", 1, 30), accepts("kubectl", 1, 36)], [false, true, true]);
  assertEquals([accepts("etcd", 3, 4), accepts("etcd", 3, 6)], [false, true]);
});

Deno.test("a build names its packages, and tells each program its version", () => {
  const command = buildCommand([BINARIES.etcd.package, BINARIES.kubectl.package], "/cache/build-1").join(" ");
  assertStringIncludes(command, "-o /cache/build-1/ go.etcd.io/etcd/server/v3 k8s.io/kubernetes/cmd/kubectl");
  assertStringIncludes(command, "version.gitVersion=v1.36.3");
});

Deno.test("builtName() is what go build calls a package's program", () => {
  assertEquals([BINARIES.etcd, BINARIES.kubectl].map((each) => builtName(each.package)), ["server", "kubectl"]);
});
