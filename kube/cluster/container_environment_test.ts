import { assertEquals, assertThrows } from "@std/assert";
import type { Pod } from "../builtins.ts";
import {
  type Container,
  ContainerConfigError,
  expand,
  fillEnvironment,
  type SettingsName,
  settingsOf,
} from "./container_environment.ts";

const POD: Pod = { metadata: { name: "nb-0", namespace: "demo" }, spec: { containers: [] } };
const SETTINGS: Record<string, Record<string, string>> = {
  "Secret/s3": { AWS_ACCESS_KEY_ID: "id", "a=b": "no name" },
  "ConfigMap/place": { region: "eu", AWS_ACCESS_KEY_ID: "another" },
};
const find = ({ kind, name }: SettingsName) => SETTINGS[`${kind}/${name}`];

function environment(container: Partial<Container>, env: Record<string, string> = {}): Record<string, string> {
  fillEnvironment(env, POD, { name: "c", ...container }, { find, podIP: "127.1.2.3", hostIP: "127.0.0.1" });
  return env;
}

Deno.test("expand() knows $(NAME), $$(NAME) and leaves unknown names", () => {
  assertEquals(expand("$(A)/$$(A)/$(B) $A $$", { A: "1" }), "1/$(A)/$(B) $A $");
});

Deno.test("a later source wins over an earlier one, and what is written out over all of them", () => {
  const envFrom = [{ secretRef: { name: "s3" } }, { configMapRef: { name: "place" }, prefix: "P_" }];
  assertEquals(environment({ envFrom }, { HOME: "/h" }), {
    ...{ HOME: "/h", AWS_ACCESS_KEY_ID: "id" },
    ...{ P_region: "eu", P_AWS_ACCESS_KEY_ID: "another" },
  });
  const both = [{ secretRef: { name: "s3" } }, { configMapRef: { name: "place" } }];
  assertEquals(environment({ envFrom: both }).AWS_ACCESS_KEY_ID, "another");
  const env = [{ name: "AWS_ACCESS_KEY_ID", value: "own $(region)" }];
  assertEquals(environment({ envFrom: both, env }).AWS_ACCESS_KEY_ID, "own eu");
});

Deno.test("single values come from secrets, config maps and fields", () => {
  const env = [
    { name: "ID", valueFrom: { secretKeyRef: { name: "s3", key: "AWS_ACCESS_KEY_ID" } } },
    { name: "REGION", valueFrom: { configMapKeyRef: { name: "place", key: "region" } } },
    { name: "IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
  ];
  assertEquals(environment({ env }), { ID: "id", REGION: "eu", IP: "127.1.2.3" });
});

Deno.test("what is not there is said as a kubelet says it, unless it is optional", () => {
  const refused = (container: Partial<Container>, words: string) =>
    assertThrows(() => environment(container), ContainerConfigError, words);
  refused({ envFrom: [{ secretRef: { name: "none" } }] }, 'secret "none" not found');
  refused({ envFrom: [{ configMapRef: { name: "none" } }] }, 'configmap "none" not found');
  const one = (secretKeyRef: { name: string; key: string; optional?: boolean }) => ({
    env: [{ name: "X", valueFrom: { secretKeyRef } }],
  });
  refused(one({ name: "none", key: "k" }), 'secret "none" not found');
  refused(one({ name: "s3", key: "k" }), "couldn't find key k in Secret demo/s3");
  assertEquals(environment(one({ name: "s3", key: "k", optional: true })), {});
  assertEquals(environment({ envFrom: [{ secretRef: { name: "none", optional: true } }] }), {});
  refused({ env: [{ name: "X", valueFrom: { resourceFieldRef: { resource: "limits.cpu" } } }] }, "env X: valueFrom");
});

Deno.test("settingsOf() names each source once, and nothing that is not asked for", () => {
  const key = { name: "s3", key: "k" };
  const env = [{ name: "A", valueFrom: { secretKeyRef: key } }, { name: "B", value: "b" }];
  assertEquals(settingsOf({ name: "c", envFrom: [{ secretRef: { name: "s3" } }], env }), [
    { kind: "Secret", name: "s3" },
  ]);
  assertEquals(settingsOf({ name: "c" }), []);
});
