import { assertEquals } from "@std/assert";
import type { PodDefault } from "../resources/pod_default.ts";
import { previewPodDefaults } from "./preview_pod_defaults.ts";

const podDefault = (name: string, spec: Record<string, unknown>) =>
  ({
    metadata: { name, namespace: "team" },
    spec: { selector: { matchLabels: { [name]: "true" } }, ...spec },
  }) as PodDefault;
const template = (...names: string[]) => ({
  metadata: { labels: Object.fromEntries(names.map((name) => [name, "true"])) },
  spec: { containers: [{ name: "main", image: "a" }] },
});
const ALL = [
  podDefault("token", {
    env: [{ name: "TOKEN", value: "secret" }],
    volumes: [{ name: "t" }],
    serviceAccountName: "robot",
  }),
  podDefault("cache", { envFrom: [{ configMapRef: { name: "c" } }], args: ["-v", "2"], labels: { cached: "yes" } }),
  podDefault("other", { env: [{ name: "TOKEN", value: "other" }] }),
];

Deno.test("previewPodDefaults() tells what would change, by PodDefault, field and container", () => {
  assertEquals(previewPodDefaults(ALL, template("token", "cache")), {
    matching: ["cache", "token"],
    changes: [
      { podDefault: "token", field: "volume", name: "t" },
      { podDefault: "token", field: "env", name: "TOKEN", container: "main" },
      { podDefault: "cache", field: "envFrom", name: "c", container: "main" },
      { podDefault: "cache", field: "args", name: "-v 2", container: "main" },
      { podDefault: "token", field: "serviceAccountName", name: "robot" },
      { podDefault: "cache", field: "label", name: "cached" },
    ],
    conflicts: [],
  });
});

Deno.test("previewPodDefaults() tells where they conflict, and then of no change", () => {
  assertEquals(previewPodDefaults(ALL, template("token", "cache", "other")), {
    matching: ["cache", "other", "token"],
    changes: [],
    conflicts: [{
      podDefault: "token",
      other: "other",
      field: "env",
      name: "TOKEN",
      message: 'The PodDefaults "other" and "token" give the environment variable "TOKEN" different values.',
    }],
  });
});

Deno.test("previewPodDefaults() is empty where nothing is selected", () => {
  assertEquals(previewPodDefaults(ALL, template()), { matching: [], changes: [], conflicts: [] });
});
