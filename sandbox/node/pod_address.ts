import { stableHash } from "../../kube/stable_hash.ts";

/**
 * A loopback address of its own for a pod: the one that it had, else one made from its UID in 127.64.0.0/10. Only Linux
 * answers on all of 127.0.0.0/8; elsewhere all pods share 127.0.0.1, and two of one port collide.
 */
export function podAddress(
  uid: string,
  taken: ReadonlySet<string>,
  before?: string,
  os: string = Deno.build.os,
): string {
  if (os !== "linux") return "127.0.0.1";
  if (before?.startsWith("127.") && !taken.has(before)) return before;
  for (let attempt = 0;; attempt++) {
    const [a, b, c] = stableHash([uid, attempt]).match(/../g)!.map((byte) => parseInt(byte, 16));
    const address = `127.${64 + a % 64}.${b}.${1 + c % 254}`;
    if (!taken.has(address)) return address;
  }
}
