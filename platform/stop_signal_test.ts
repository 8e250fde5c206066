import { assertEquals } from "@std/assert";
import { onStopSignal } from "./stop_signal.ts";

function rig() {
  const listeners = new Map<string, () => void>();
  const exits: number[] = [];
  const time = { now: 0 };
  const stop = onStopSignal({
    listen: (signal, listener) => listeners.set(signal, listener),
    now: () => time.now,
    exit: (code) => exits.push(code),
    windows: false,
  });
  return { stop, exits, time, send: (signal: string) => listeners.get(signal)!() };
}

Deno.test("onStopSignal() aborts once and ignores a repeated signal within 5 s", () => {
  const { stop, exits, time, send } = rig();
  send("SIGINT");
  assertEquals(stop.signal.aborted, true);
  time.now = 4_900;
  send("SIGTERM");
  assertEquals(exits, []);
});

Deno.test("onStopSignal() gives way to a user who insists after 5 s", () => {
  const { exits, time, send } = rig();
  send("SIGTERM");
  time.now = 5_100;
  send("SIGTERM");
  assertEquals(exits, [130]);
});
