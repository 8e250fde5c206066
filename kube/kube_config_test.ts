import { assertEquals, assertThrows } from "@std/assert";
import { loadKubeConfig } from "./kube_config.ts";

Deno.test("in a pod the ServiceAccount's token file and CA are used", () => {
  const config = loadKubeConfig({ KUBERNETES_SERVICE_HOST: "fd00::1", KUBERNETES_SERVICE_PORT: "443" });
  assertEquals(config.getCurrentCluster()?.server, "https://[fd00::1]:443");
  assertEquals(config.getCurrentUser()?.authProvider.config, {
    tokenFile: "/var/run/secrets/kubernetes.io/serviceaccount/token",
  });
});

Deno.test("without a kubeconfig and outside of a pod it is said what is missing", () => {
  assertThrows(
    () => loadKubeConfig({}),
    Error,
    "Cannot find an apiserver: KUBECONFIG is not set and this is not a pod.",
  );
});

Deno.test("a kubeconfig that cannot be read is named", () => {
  assertThrows(
    () => loadKubeConfig({ KUBECONFIG: "/nowhere/config" }),
    Error,
    "Cannot read the kubeconfig /nowhere/config",
  );
});
