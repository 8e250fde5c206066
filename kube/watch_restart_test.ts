import { assertEquals } from "@std/assert";
import { ApiError, SilenceError } from "./errors.ts";
import { restartCause } from "./watch_restart.ts";

Deno.test("restartCause() names what ended a watch", () => {
  const tooLarge = { code: 504, details: { causes: [{ reason: "ResourceVersionTooLarge" }] } };
  const cases: [Error | undefined, string][] = [
    [undefined, "ended"],
    [new ApiError({ code: 410, reason: "Expired" }), "expired"],
    [new ApiError(tooLarge), "expired"],
    [new ApiError({ code: 401 }), "unauthorized"],
    [new ApiError({ code: 403 }), "forbidden"],
    [new ApiError({ code: 404 }), "not_served"],
    [new ApiError({ code: 422 }), "refused"],
    [new ApiError({ code: 429 }), "throttled"],
    [new ApiError({ code: 503 }), "server_error"],
    [new SilenceError("silent"), "silent"],
    [new TypeError("connection reset"), "connection"],
    [new Error("it is not JSON"), "unreadable"],
  ];
  assertEquals(cases.map(([error]) => restartCause(error)), cases.map(([, cause]) => cause) as never);
});
