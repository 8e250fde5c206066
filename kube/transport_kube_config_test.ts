import { assertEquals, assertThrows } from "@std/assert";
import { loadKubeConfig } from "./transport_kube_config.ts";

Deno.test("in a pod the ServiceAccount's token file and CA are used", () => {
  const root = "/var/run/secrets/kubernetes.io/serviceaccount";
  // This test may itself run in a pod, which has a namespace.
  const { namespace: _, ...config } = loadKubeConfig({
    KUBERNETES_SERVICE_HOST: "fd00::1",
    KUBERNETES_SERVICE_PORT: "6443",
  });
  assertEquals(config, {
    server: "https://[fd00::1]:6443",
    ca: { file: `${root}/ca.crt` },
    user: { tokenFile: `${root}/token` },
  });
  assertEquals(loadKubeConfig({ KUBERNETES_SERVICE_HOST: "10.0.0.1" }).server, "https://10.0.0.1:443");
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
