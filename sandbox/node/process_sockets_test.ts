import { assertEquals } from "@std/assert";
import { parseListeners } from "./process_sockets.ts";

Deno.test("parseListeners() reads listening sockets of both families", () => {
  const tcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:07E8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1575 1 0 100 0 0 10 0
   1: 0302017F:22B8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1600 1 0 100 0 0 10 0
   2: 0100007F:22B8 0100007F:0001 01 00000000:00000000 00:00000000 00000000     0        0 1601 1 0 100 0 0 10 0
`;
  assertEquals(parseListeners(tcp), [
    { address: "0.0.0.0", port: 2024, inode: "1575" },
    { address: "127.1.2.3", port: 8888, inode: "1600" },
  ]);
  const line = (hex: string) =>
    `head\n 0: ${hex}:0050 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 7 1 0 100 0 0 10 0\n`;
  assertEquals(parseListeners(line("00000000000000000000000000000000"))[0].address, "::");
  assertEquals(parseListeners(line("00000000000000000000000001000000"))[0].address, "::1");
  assertEquals(parseListeners(line("0000000000000000FFFF00000302017F"))[0].address, "127.1.2.3");
});
