import { assertEquals } from "@std/assert";
import { FakeClock } from "../../platform/fake_clock.ts";
import { SendGate, type Socket } from "./send_gate.ts";

class FakeSocket implements Socket {
  readyState = 1;
  bufferedAmount = 0;
  sent: string[] = [];
  send(data: string) {
    this.sent.push(data);
    this.bufferedAmount += data.length;
  }
  close() {
    this.readyState = 3;
  }
}

function setUp() {
  const [socket, clock] = [new FakeSocket(), new FakeClock()];
  const given = { up: 0 };
  const gate = new SendGate(socket, { clock, highWater: 100, hopelessMs: 1_000, onHopeless: () => given.up++ });
  return { socket, clock, gate, given };
}

Deno.test("SendGate sends while there is room, and makes senders wait until there is again", async () => {
  const { socket, clock, gate } = setUp();
  await gate.send("x".repeat(150));
  const waiting = [gate.send("a"), gate.send("b")];
  await clock.advance(500);
  assertEquals(socket.sent.length, 1);
  socket.bufferedAmount = 0;
  await clock.advance(50);
  await Promise.all(waiting);
  assertEquals(socket.sent.slice(1), ["a", "b"]);
});

Deno.test("SendGate gives up a client that does not read at all, once, and drops what waits", async () => {
  const { socket, clock, gate, given } = setUp();
  await gate.send("x".repeat(150));
  const waiting = [gate.send("a"), gate.send("b")];
  await clock.advance(2_000);
  await Promise.all(waiting);
  assertEquals([given.up, socket.sent.length], [1, 1]);
});

Deno.test("SendGate bears with a client that reads slowly", async () => {
  const { socket, clock, gate, given } = setUp();
  await gate.send("x".repeat(300));
  const waiting = gate.send("a");
  for (let i = 0; i < 10; i++) {
    await clock.advance(900);
    socket.bufferedAmount -= 25;
  }
  await clock.advance(50);
  await waiting;
  assertEquals([given.up, socket.sent.length], [0, 2]);
});
