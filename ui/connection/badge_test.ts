import { assertEquals } from "@std/assert";
import { badgeOf, type SocketState, type StreamState } from "./badge.ts";

const open: SocketState = { phase: "open", lostAt: null, retryAt: null, hasNetwork: true, wasOpen: true };
const synced: StreamState = { wasInSync: true, behindSince: null, staleSince: null };

Deno.test("badgeOf() says live when the socket is open and a stream is in sync", () => {
  assertEquals(badgeOf(open, [synced], 0), { kind: "live" });
});

Deno.test("badgeOf() says nothing where nothing is subscribed", () => {
  assertEquals(badgeOf({ ...open, phase: "idle" }, [], 0), { kind: "idle" });
});

Deno.test("badgeOf() hides a gap of under a second and shows a longer one", () => {
  const behind = { ...synced, behindSince: 1_000 };
  assertEquals(badgeOf(open, [behind], 1_900).kind, "live");
  assertEquals(badgeOf(open, [behind], 2_100).kind, "catchingUp");
});

Deno.test("badgeOf() names the oldest time since which the server is deaf", () => {
  const stale = (at: string) => ({ ...synced, staleSince: at });
  const badge = badgeOf(open, [stale("2026-01-01T14:05:00Z"), stale("2026-01-01T14:02:00Z")], 0);
  assertEquals(badge, { kind: "delayed", since: "2026-01-01T14:02:00Z" });
});

Deno.test("badgeOf() counts down to the next try, and calls it offline after a minute", () => {
  const waiting: SocketState = { ...open, phase: "waiting", lostAt: 0, retryAt: 4_000 };
  assertEquals(badgeOf(waiting, [synced], 500), { kind: "reconnecting", seconds: 4 });
  assertEquals(badgeOf(waiting, [synced], 61_000), { kind: "offline" });
});

Deno.test("badgeOf() believes the browser when it says that there is no network", () => {
  assertEquals(badgeOf({ ...open, hasNetwork: false }, [synced], 0), { kind: "offline" });
});

Deno.test("badgeOf() calls the first connection connecting, not reconnecting", () => {
  const first: SocketState = { ...open, phase: "connecting", wasOpen: false };
  assertEquals(badgeOf(first, [{ ...synced, wasInSync: false }], 0), { kind: "connecting" });
});
