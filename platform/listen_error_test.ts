import { assertEquals, assertThrows } from "@std/assert";
import { listenOrTell } from "./listen_error.ts";

Deno.test("listenOrTell() names the port that is taken and the variable to set, and passes on all else", () => {
  const taken = () => {
    throw new Deno.errors.AddrInUse("Address already in use (os error 98)");
  };
  const words = "Cannot listen on 127.0.0.1:8080: something else has this port. Set PORT to another.";
  assertThrows(() => listenOrTell("127.0.0.1", 8080, "PORT", taken), Error, words);
  assertThrows(() => listenOrTell("127.0.0.1", 1, "PORT", () => JSON.parse("{")), SyntaxError);
  assertEquals(listenOrTell("127.0.0.1", 1, "PORT", () => "up"), "up");
});
