import { assertEquals, assertThrows } from "@std/assert";
import { parseKubeConfig } from "./kube_config.ts";

const CONFIG = {
  "current-context": "admin",
  clusters: [{
    name: "here",
    cluster: { server: "https://127.0.0.1:6443/", "certificate-authority-data": btoa("CA") },
  }],
  users: [
    { name: "admin", user: { "client-certificate-data": btoa("CERT"), "client-key": "pki/admin.key" } },
    { name: "robot", user: { token: "t", tokenFile: "/run/token", as: "alice", "as-groups": ["blue"] } },
    { name: "cloud", user: { exec: { command: "get-token" } } },
    { name: "old", user: { username: "u", password: "p" } },
  ],
  contexts: [
    ...["admin", "robot", "cloud", "old"].map((name) => ({ name, context: { cluster: "here", user: name } })),
    { name: "team", context: { cluster: "here", user: "old", namespace: "team" } },
  ],
};

Deno.test("the current context is resolved, paths from where the kubeconfig is", () => {
  assertEquals(plain(parseKubeConfig([file(CONFIG)])), {
    server: "https://127.0.0.1:6443",
    ca: { text: "CA" },
    user: { cert: { text: "CERT" }, key: { file: "/home/me/.kube/pki/admin.key" } },
  });
});

Deno.test("another context has another user, whatever way that authenticates", () => {
  const userOf = (context: string) => plain(parseKubeConfig([file(CONFIG)], context)).user;
  assertEquals(userOf("robot"), {
    token: "t",
    tokenFile: "/run/token",
    impersonate: { user: "alice", groups: ["blue"] },
  });
  assertEquals(userOf("cloud"), { plugin: { exec: { command: "get-token" } } });
  assertEquals(userOf("old"), { basic: { username: "u", password: "p" } });
});

Deno.test("a context may name a namespace", () => {
  const namespaceOf = (context: string) => parseKubeConfig([file(CONFIG)], context).namespace;
  assertEquals([namespaceOf("team"), namespaceOf("old")], ["team", undefined]);
});

Deno.test("of several kubeconfigs the first that has an entry counts", () => {
  const first = { clusters: [{ name: "here", cluster: { server: "https://first" } }] };
  const config = parseKubeConfig([file(first), file(CONFIG)]);
  assertEquals([config.server, config.user.cert], ["https://first", { text: "CERT" }]);
});

Deno.test("what is missing or not supported is named", () => {
  const refused = (change: Record<string, unknown>, words: string, context?: string) =>
    assertThrows(() => parseKubeConfig([file({ ...CONFIG, ...change })], context), Error, words);
  refused({}, "Cannot use the kubeconfig /home/me/.kube/config: it has no context nobody.", "nobody");
  refused({ "current-context": undefined }, "it has no current-context.");
  refused({ clusters: [] }, "it has no cluster here.");
  const cluster = (fields: Record<string, unknown>) => ({ clusters: [{ name: "here", cluster: fields }] });
  refused(
    cluster({ server: "https://x", "insecure-skip-tls-verify": true }),
    "insecure-skip-tls-verify is not supported",
  );
  refused(cluster({ server: "https://x", "tls-server-name": "y" }), "its tls-server-name is not supported");
  refused(cluster({}), "Cannot connect to cluster here: it has no server.");
});

function file(config: unknown): { path: string; text: string } {
  return { path: "/home/me/.kube/config", text: JSON.stringify(config) };
}

/** Without what is undefined. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
