import { assertEquals, assertThrows } from "@std/assert";
import { resolveConfig } from "./config.ts";
import { ConfigError } from "./config_error.ts";
import { resolveDevConfig } from "./dev_config.ts";

Deno.test("resolveConfig() starts on loopback without authentication", () => {
  const config = resolveConfig({});
  assertEquals(config.host, "127.0.0.1");
  assertEquals(config.authentication, undefined);
  assertEquals(config.role, "all");
});

Deno.test("resolveConfig() refuses to serve others without authentication, naming the variable", () => {
  const error = assertThrows(() => resolveConfig({ HOST: "0.0.0.0" }), ConfigError, "USERID_HEADER");
  assertEquals((error as ConfigError).variable, "USERID_HEADER");
});

Deno.test("resolveConfig() lets a controller alone listen anywhere, since it serves no users", () => {
  assertEquals(resolveConfig({ HOST: "0.0.0.0", ROLE: "controller" }).role, "controller");
});

Deno.test("resolveConfig() takes an empty variable for an unset one", () => {
  assertEquals(resolveConfig({ PORT: "", ROLE: "" }).port, 8080);
});

Deno.test("resolveConfig() names the variable of a wrong value", () => {
  for (
    const [name, value] of [
      ["PORT", "80a"],
      ["PORT", "70000"],
      ["ROLE", "ui"],
      ["ROUTES", "nginx"],
      ["USE_ISTIO", "maybe"],
      ["LEADER_ELECT", "0"],
      ["VOLUME_PLACEMENT", "false"],
      ["VIEWER_BASE_PREFIX", "volumes"],
      ["VIEWER_BASE_PREFIX", "/"],
      ["TENSORBOARD_RESOURCES", "1Gi"],
      ["TENSORBOARD_RESOURCES", '{"cpu":"1"}'],
      ["VIEWER_RESOURCES", '{"limits":{"cpu":1}}'],
      ["VIEWER_RESOURCES", '{"limits":["1"]}'],
      ["VIEWER_RESOURCES", '{"limits":{"cpu":"one"}}'],
      ["VIEWER_BASE_PREFIX", "/a/../b"],
      ["VIEWER_BASE_PREFIX", "/."],
      ["GATEWAY", "a/b/c"],
      ["GATEWAY", "a/"],
      ["ISTIO_GATEWAY", "My Gateway"],
      ["ISTIO_HOST", "a b"],
      ["ISTIO_HOST", "https://tools.example.com"],
      ["CLUSTER_DOMAIN", "svc/cluster"],
      ["METRICS_PORT", "8080"],
      ["TOOL_ORIGIN", "tools.example.org"],
      ["USERID_HEADER", "x user"],
    ]
  ) assertThrows(() => resolveConfig({ [name]: value }), ConfigError, name);
});

Deno.test("resolveConfig() takes every name of a gateway and a host that Istio and the Gateway API know", () => {
  for (
    const [name, value] of [
      ["GATEWAY", "public"],
      ["GATEWAY", "ingress/public.one"],
      ["ISTIO_GATEWAY", "kubeflow/kubeflow-gateway"],
      ["ISTIO_HOST", "*"],
      ["ISTIO_HOST", "*.example.com"],
      ["ISTIO_HOST", "tools.example.com"],
      ["CLUSTER_DOMAIN", "cluster.local"],
      [
        "VIEWER_RESOURCES",
        '{"requests":{"cpu":"0.5","memory":"1e9","nvidia.com/gpu":"1"},"limits":{"memory":"1.5Gi"}}',
      ],
    ]
  ) resolveConfig({ [name]: value });
  assertEquals(resolveConfig({ PORT: "0", METRICS_PORT: "0" }).metricsPort, 0);
});

Deno.test("resolveConfig() with USE_ISTIO=false passes Istio over and contradicts ROUTES=istio", () => {
  assertEquals(resolveConfig({ USE_ISTIO: "false" }).allowIstio, false);
  assertThrows(() => resolveConfig({ USE_ISTIO: "false", ROUTES: "istio" }), ConfigError, "USE_ISTIO");
});

Deno.test("resolveConfig() has to know to which Gateway HTTPRoutes belong, where the controller makes them", () => {
  assertThrows(() => resolveConfig({ ROUTES: "gateway-api" }), ConfigError, "GATEWAY");
  assertEquals(resolveConfig({ ROUTES: "gateway-api", ROLE: "api" }).gateway, undefined);
  assertEquals(resolveConfig({ ROUTES: "gateway-api", GATEWAY: "ingress/public" }).gateway, "ingress/public");
});

Deno.test("resolveConfig() elects a leader unless it is told not to", () => {
  assertEquals(resolveConfig({}).leaderElect, true);
  assertEquals(resolveConfig({ LEADER_ELECT: "False" }).leaderElect, false);
  assertEquals(resolveConfig({ LEASE_NAMESPACE: "tools" }).leaseNamespace, "tools");
});

Deno.test("resolveConfig() reads the size and place of TensorBoards and viewers, and leaves the rest to the controller", () => {
  const config = resolveConfig({ VIEWER_RESOURCES: '{"limits":{"cpu":"1"}}', VIEWER_BASE_PREFIX: "/pvcviewers/" });
  assertEquals([config.viewerResources, config.viewerBasePrefix], [{ limits: { cpu: "1" } }, "/pvcviewers"]);
  assertEquals([config.tensorboardResources, config.tensorboardImage], [undefined, undefined]);
  assertEquals(resolveConfig({ TENSORBOARD_RESOURCES: "{}" }).tensorboardResources, {});
});

Deno.test("resolveConfig() places pods beside their volumes unless it is told not to, whatever Kubeflow's variable says", () => {
  const placing = [{}, { RWO_PVC_SCHEDULING: "false" }, { VOLUME_PLACEMENT: "off" }].map((env) => resolveConfig(env));
  assertEquals(placing.map((each) => each.placeBesideVolumes), [true, true, false]);
});

Deno.test("resolveDevConfig() finds the image store: ATELIER_IMAGES, then XDG_CACHE_HOME, then HOME", () => {
  const root = "/src/atelier";
  assertEquals(resolveDevConfig({ HOME: "/home/a" }, root).imagesDir, "/home/a/.cache/atelier/images");
  assertEquals(resolveDevConfig({ HOME: "/home/a", XDG_CACHE_HOME: "/c/" }, root).imagesDir, "/c/atelier/images");
  assertEquals(resolveDevConfig({ ATELIER_IMAGES: "/i", XDG_CACHE_HOME: "/c" }, root).imagesDir, "/i");
  assertThrows(() => resolveDevConfig({ ATELIER_IMAGES: "images" }, root), ConfigError, "ATELIER_IMAGES");
});

Deno.test("resolveConfig() serves webhooks where a certificate is named, and refuses a port without one", () => {
  assertEquals(resolveConfig({}).webhook, undefined);
  assertEquals(resolveConfig({ WEBHOOK_CERT_DIR: "/certs" }).webhook, { port: 4443, certDir: "/certs" });
  assertEquals(resolveConfig({ WEBHOOK_CERT_DIR: "/certs", WEBHOOK_PORT: "9443" }).webhook?.port, 9443);
  assertThrows(() => resolveConfig({ WEBHOOK_PORT: "9443" }), ConfigError, "WEBHOOK_CERT_DIR");
});
