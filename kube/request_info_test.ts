import { assertEquals } from "@std/assert";
import { parseRequest } from "./request_info.ts";

const SERVED: Record<string, { namespaced: boolean }> = {
  pods: { namespaced: true },
  namespaces: { namespaced: false },
};

function read(method: string, path: string) {
  const info = parseRequest(method, new URL(`https://localhost${path}`), (_group, _version, plural) => SERVED[plural]);
  const { verb, group, plural, namespace, name, subresource, isResourcePath, resource } = info;
  return {
    verb,
    about: [group, plural, subresource, namespace, name],
    isResourcePath,
    isServed: resource !== undefined,
  };
}

Deno.test("a request's verb is what Kubernetes authorises, by method, name and watch", () => {
  const verbs = ([
    ["GET", "/api/v1/pods"],
    ["GET", "/api/v1/pods?watch=true"],
    ["GET", "/api/v1/namespaces/demo/pods/p"],
    ["POST", "/api/v1/namespaces/demo/pods"],
    ["DELETE", "/api/v1/namespaces/demo/pods"],
    ["DELETE", "/api/v1/namespaces/demo/pods/p"],
    ["PATCH", "/api/v1/namespaces/demo/pods/p"],
  ] as const).map(([method, path]) => read(method, path).verb);
  assertEquals(verbs, ["list", "watch", "get", "create", "deletecollection", "delete", "patch"]);
});

Deno.test("a request is about an object, a subresource, or the one name that a list selects", () => {
  assertEquals(read("GET", "/api/v1/namespaces/demo/pods/p/exec").about, ["", "pods", "exec", "demo", "p"]);
  assertEquals(read("GET", "/apis/apps/v1/deployments").about, ["apps", "deployments", "", "", ""]);
  assertEquals(read("GET", "/api/v1/namespaces/demo").about, ["", "namespaces", "", "demo", "demo"]);
  assertEquals(read("GET", "/api/v1/namespaces/demo/pods?fieldSelector=metadata.name%3Dp").about[4], "p");
});

Deno.test("what is not served where it is asked for is no kind, and other paths are no resource's", () => {
  assertEquals(read("GET", "/api/v1/pods/p").isServed, false);
  assertEquals(read("GET", "/api/v1/namespaces/demo/nothing").isServed, false);
  assertEquals(read("GET", "/api/v1/namespaces/demo/pods/p").isServed, true);
  const { verb, isResourcePath } = read("GET", "/healthz");
  assertEquals([verb, isResourcePath], ["get", false]);
});
