import { assertEquals } from "@std/assert";
import { authenticate, DEV_USER_COOKIE } from "./authentication.ts";
import { signCookie } from "./signed_cookie.ts";

const header = { userIdHeader: "kubeflow-userid", userIdPrefix: "accounts:" };
const dev = { defaultUser: "carol", users: ["carol", "dave"], cookieKey: "key" };
const name = (headers: HeadersInit, config: Parameters<typeof authenticate>[1]) =>
  authenticate(new Headers(headers), config)?.name;
const cookie = (user: string, key = "key") => signCookie(DEV_USER_COOKIE, user, key).split(";")[0];

Deno.test("authenticate() knows nobody without a configuration, and nobody without the header", () => {
  assertEquals(name({ "kubeflow-userid": "eve" }, {}), undefined);
  assertEquals(name({}, { header }), undefined);
});

Deno.test("authenticate() takes the prefix off the header, and never makes anybody one of Kubernetes' own", () => {
  assertEquals(name({ "kubeflow-userid": "accounts:eve" }, { header }), "eve");
  assertEquals(name({ "kubeflow-userid": "eve" }, { header }), "eve");
  assertEquals(name({ "kubeflow-userid": "system:admin" }, { header }), undefined);
  assertEquals(name({ "kubeflow-userid": "accounts:system:masters" }, { header }), undefined);
  assertEquals(name({ "kubeflow-userid": "eve, mallory" }, { header }), undefined);
});

Deno.test("authenticate() in dev asks the header, then the signed cookie, then takes the default", () => {
  const config = { header, dev };
  assertEquals(name({ "kubeflow-userid": "eve", cookie: cookie("dave") }, config), "eve");
  assertEquals(name({ cookie: `x=y; ${cookie("dave")}` }, config), "dave");
  assertEquals(name({}, config), "carol");
});

Deno.test("authenticate() in dev makes nobody else of a caller whose header it refuses", () => {
  for (const refused of ["system:admin", "accounts:system:masters", "eve, mallory", "accounts:"]) {
    assertEquals(name({ "kubeflow-userid": refused, cookie: cookie("dave") }, { header, dev }), undefined, refused);
  }
  assertEquals(name({ "kubeflow-userid": " " }, { header, dev }), "carol");
});

Deno.test("authenticate() in dev believes no cookie that we did not sign, and nobody that is not listed", () => {
  assertEquals(name({ cookie: cookie("dave", "other key") }, { dev }), "carol");
  assertEquals(name({ cookie: cookie("mallory") }, { dev }), "carol");
  assertEquals(name({ cookie: `${DEV_USER_COOKIE}=dave` }, { dev }), "carol");
});
