import { assertEquals } from "@std/assert";
import { GraphQLError } from "graphql";
import { silentLog } from "../../platform/log.ts";
import { ApiError } from "../../kube/mod.ts";
import { requestError } from "../request_error.ts";
import { createErrorMask } from "./mask_error.ts";

Deno.test("the mask lets our own errors pass, and tells of others only an id that the log explains", () => {
  const logged: unknown[] = [];
  const log = { ...silentLog, error: (_message: string, fields?: unknown) => void logged.push(fields) };
  const mask = createErrorMask(log, () => "id-1");
  const ours = requestError("FORBIDDEN", "no");
  assertEquals(mask(ours), ours);
  const located = new GraphQLError("no", { originalError: ours });
  assertEquals(mask(located).extensions.code, ours.extensions.code);
  assertEquals(logged, []);
  const bug = mask(new GraphQLError("secret", { originalError: new Error("secret"), path: ["a"] }));
  assertEquals([bug.extensions, bug.message.includes("secret"), bug.path], [{ code: "INTERNAL", id: "id-1" }, false, [
    "a",
  ]]);
  assertEquals(logged.length, 1);
});

Deno.test("the mask says UNAVAILABLE where Kubernetes does not answer", () => {
  const mask = createErrorMask(silentLog, () => "id");
  const code = (originalError: Error) => mask(new GraphQLError("x", { originalError })).extensions.code;
  assertEquals(code(new TypeError("error sending request", { cause: new Error("refused") })), "UNAVAILABLE");
  assertEquals(code(new ApiError({ code: 503 })), "UNAVAILABLE");
  assertEquals(code(new ApiError({ code: 403 })), "INTERNAL");
  assertEquals(code(new TypeError("x is not a function")), "INTERNAL");
});
