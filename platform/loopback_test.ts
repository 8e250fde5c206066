import { assertEquals } from "@std/assert";
import { isLoopbackHost, refuseForeignHost, refuseForeignOrigin } from "./loopback.ts";

Deno.test("isLoopbackHost() knows the names of this machine and no others", () => {
  for (const host of ["localhost", "localhost:8080", "a.localhost:1", "127.0.0.1:8081", "[::1]:80", "LOCALHOST"]) {
    assertEquals(isLoopbackHost(host), true, host);
  }
  for (const host of ["", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "0.0.0.0"]) {
    assertEquals(isLoopbackHost(host), false, host);
  }
});

Deno.test("refuseForeignHost() answers 421 against DNS rebinding", () => {
  assertEquals(refuseForeignHost("evil.example:8080")?.status, 421);
  assertEquals(refuseForeignHost(null)?.status, 421);
  assertEquals(refuseForeignHost("[::1]:8080")?.status, 421);
  assertEquals(refuseForeignHost("localhost:8080"), undefined);
});

Deno.test("refuseForeignOrigin() lets requests without Origin pass and refuses foreign ones", () => {
  const allowed = ["http://localhost:8080"];
  assertEquals(refuseForeignOrigin(null, allowed), undefined);
  assertEquals(refuseForeignOrigin("http://localhost:8080", allowed), undefined);
  assertEquals(refuseForeignOrigin("http://localhost:8081", allowed)?.status, 403);
  assertEquals(refuseForeignOrigin("null", allowed)?.status, 403);
});
