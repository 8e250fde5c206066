/** Effect: reads `/proc` for sockets that listen where they must not. */
import { processTree } from "./process.ts";

/** An open TCP port as `/proc/net/tcp` lists it. */
export interface Listener {
  address: string;
  port: number;
  inode: string;
}

/** Pure: the listening sockets in the text of `/proc/net/tcp` or `tcp6`; IPv6 as groups of hex, `::1` and mapped IPv4 as usual. */
export function parseListeners(text: string): Listener[] {
  return text.split("\n").slice(1).flatMap((line) => {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    if (state !== "0A") return [];
    const [hex, port] = local.split(":");
    return [{ address: toAddress(hex), port: parseInt(port, 16), inode }];
  });
}

/** The first socket of a process tree that listens on more than `address` and the machine's own loopback. */
export async function findExposedListener(pid: number, address: string): Promise<Listener | undefined> {
  const read = (path: string) => Deno.readTextFile(path).catch(() => "");
  const all = parseListeners(await read("/proc/net/tcp")).concat(parseListeners(await read("/proc/net/tcp6")));
  const suspects = new Map(
    all.filter((each) => ![address, "127.0.0.1", "::1"].includes(each.address)).map((each) => [each.inode, each]),
  );
  if (suspects.size === 0) return undefined;
  for (const each of processTree(pid)) {
    try {
      for await (const { name } of Deno.readDir(`/proc/${each}/fd`)) {
        const link = await Deno.readLink(`/proc/${each}/fd/${name}`).catch(() => "");
        const found = suspects.get(/^socket:\[(\d+)\]$/.exec(link)?.[1] ?? "");
        if (found) return found;
      }
    } catch {
      // It has ended meanwhile.
    }
  }
}

function toAddress(hex: string): string {
  const words = hex.match(/.{8}/g)!.map((word) => word.match(/../g)!.reverse());
  const toIPv4 = (word: string[]) => word.map((byte) => parseInt(byte, 16)).join(".");
  if (words.length === 1) return toIPv4(words[0]);
  const flat = words.flat().join("").toLowerCase();
  if (flat.startsWith("00000000000000000000ffff")) return toIPv4(words[3]);
  if (/^0{31}[01]$/.test(flat)) return `::${flat.endsWith("1") ? "1" : ""}`;
  return flat.match(/.{4}/g)!.join(":");
}
