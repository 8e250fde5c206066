import { assertEquals } from "@std/assert";
import { ownedPart } from "./owned_part.ts";

const LIVE = {
  replicas: 1,
  env: [
    { name: "A", value: "1" },
    { name: "B", value: "2", extra: true },
  ],
  ports: [{ containerPort: 8888, protocol: "TCP", name: "p" }],
  finalizers: ["ours", "theirs"],
  tolerations: [{ key: "x" }],
  emptyDir: {},
};

Deno.test("ownedPart() keeps only the fields, items and members that are named", () => {
  const fields = {
    "f:env": { 'k:{"name":"B"}': { ".": {}, "f:name": {}, "f:value": {} } },
    "f:finalizers": { 'v:"ours"': {} },
  };
  assertEquals(ownedPart(LIVE, fields), { env: [{ name: "B", value: "2" }], finalizers: ["ours"] });
});

Deno.test("ownedPart() takes whole what is owned as a whole", () => {
  assertEquals(ownedPart(LIVE, { "f:tolerations": {}, "f:emptyDir": {} }), {
    tolerations: [{ key: "x" }],
    emptyDir: {},
  });
});

Deno.test("ownedPart() finds items whose key was defaulted by the server", () => {
  const fields = { "f:ports": { 'k:{"containerPort":8888,"protocol":"TCP"}': { ".": {}, "f:containerPort": {} } } };
  assertEquals(ownedPart(LIVE, fields), { ports: [{ containerPort: 8888 }] });
});
