import { assertEquals } from "@std/assert";
import type { Pod, Service } from "../builtins.ts";
import { ADDRESS_ANNOTATION } from "../annotations.ts";
import { findBackend } from "./backends.ts";
import type { Route } from "./routes.ts";

const route = { service: { namespace: "demo", name: "lab", port: 80 } } as Route;
const service = {
  metadata: { name: "lab", namespace: "demo" },
  spec: { selector: { app: "lab" }, ports: [{ port: 80, targetPort: "web" as never }] },
} as Service;
const pod = (podIP: string, ready = "True", annotations = {}): Pod => ({
  metadata: { name: podIP, namespace: "demo", labels: { app: "lab" }, annotations },
  spec: { containers: [{ name: "c", ports: [{ name: "web", containerPort: 8888 }] }] },
  status: { podIP, conditions: [{ type: "Ready", status: ready }] },
});
const found = (...pods: Pod[]) => findBackend(route, { get: () => service } as never, { list: () => pods } as never);

Deno.test("a Service's backend is its first ready pod, by the port's name", () => {
  assertEquals(found(pod("127.0.0.2", "False"), pod("127.0.0.3")), { address: "127.0.0.3", port: 8888 });
  assertEquals(found(pod("127.0.0.2", "False")), undefined);
});

Deno.test("a pod's own word for its address counts where its IP stands for one, and leads to loopback alone", () => {
  const told = (podIP: string, address: string) =>
    found(pod(podIP, "True", { [ADDRESS_ANNOTATION]: address }))?.address;
  assertEquals(told("198.18.0.9", "127.4.0.9"), "127.4.0.9");
  assertEquals(told("198.18.0.9", "10.0.0.1"), "198.18.0.9");
  assertEquals(told("10.0.0.9", "127.4.0.9"), "10.0.0.9");
});
