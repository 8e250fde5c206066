import { assertEquals, assertThrows } from "@std/assert";
import { readImpersonation } from "./impersonation.ts";

const read = (headers: [string, string][]) => readImpersonation(new Headers(headers));

Deno.test("a request without these headers impersonates nobody", () => {
  assertEquals(read([["authorization", "Bearer x"]]), undefined);
});

Deno.test("each group, the uid and each extra value are to be allowed by themselves", () => {
  const impersonation = read([
    ["impersonate-user", "alice"],
    ["impersonate-group", "a"],
    ["impersonate-group", "b"],
    ["impersonate-uid", "7"],
    ["impersonate-extra-scopes", "x"],
    ["impersonate-extra-scopes", "y"],
  ]);
  const verb = "impersonate";
  const group = "authentication.k8s.io";
  assertEquals(impersonation?.checks, [
    { verb, group: "", resource: "users", name: "alice" },
    { verb, group, resource: "uids", name: "7" },
    { verb, group: "", resource: "groups", name: "a" },
    { verb, group: "", resource: "groups", name: "b" },
    { verb, group, resource: "userextras", subresource: "scopes", name: "x" },
    { verb, group, resource: "userextras", subresource: "scopes", name: "y" },
  ]);
});

Deno.test("a ServiceAccount is one by the form of its name; what only looks like it is a user", () => {
  const checked = (name: string) => read([["impersonate-user", name]])!.checks[0];
  assertEquals(checked("system:serviceaccount:demo:default"), {
    ...{ verb: "impersonate", group: "", resource: "serviceaccounts" },
    ...{ namespace: "demo", name: "default" },
  });
  for (const name of ["system:serviceaccount:demo", "system:serviceaccount:a:b:c", "system:serviceaccount:Demo:x"]) {
    assertEquals(checked(name).resource, "users", name);
  }
});

Deno.test("who is anonymous is not in the group of those who are authenticated", () => {
  assertEquals(read([["impersonate-user", "system:anonymous"]])!.user.groups, ["system:unauthenticated"]);
});

Deno.test("a uid, groups or extra values of nobody are refused", () => {
  for (const name of ["impersonate-uid", "impersonate-group", "impersonate-extra-x"]) {
    assertThrows(() => read([[name, "x"]]), Error, "without impersonating a user name");
  }
});
