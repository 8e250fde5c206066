import { assertEquals } from "@std/assert";
import { reach, type ReachConfig } from "./reach.ts";

const SERVICE = { namespace: "team", name: "nb", port: 80 };
const PATH = "/notebook/team/nb/api/kernels?no_track_activity=1";

Deno.test("a tool is reached by the cluster's DNS, the gateway or the apiserver's proxy", () => {
  const url = (access: ReachConfig["access"], toolOrigin: string) =>
    reach({ access, toolOrigin, clusterDomain: "cluster.local" }, SERVICE, PATH).href;
  assertEquals(url("dns", ""), `http://nb.team.svc.cluster.local/notebook/team/nb/api/kernels?no_track_activity=1`);
  assertEquals(url("gateway", "http://127.0.0.1:8081/"), `http://127.0.0.1:8081${PATH}`);
  assertEquals(
    url("apiserver-proxy", "https://10.0.0.1:6443"),
    `https://10.0.0.1:6443/api/v1/namespaces/team/services/nb:80/proxy${PATH}`,
  );
});

Deno.test("a path cannot lead to another host or out of the proxied Service", () => {
  const at = (access: ReachConfig["access"], path: string) =>
    reach({ access, toolOrigin: "http://127.0.0.1:8081", clusterDomain: "cluster.local" }, SERVICE, path);
  for (const path of ["//evil.example/x", "https://evil.example/", "/\\evil.example", "@evil.example/"]) {
    for (const access of ["gateway", "apiserver-proxy"] as const) {
      assertEquals(at(access, path).host, "127.0.0.1:8081", path);
    }
    assertEquals(at("dns", path).host, "nb.team.svc.cluster.local", path);
  }
  for (const path of ["/../../../secrets", "/%2e%2e/%2E./../x", "/..\\..\\..\\secrets"]) {
    const { pathname } = at("apiserver-proxy", path);
    assertEquals(pathname.startsWith("/api/v1/namespaces/team/services/nb:80/proxy/"), true, pathname);
  }
});
