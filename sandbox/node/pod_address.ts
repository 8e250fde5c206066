import { stableHash } from "../../kube/stable_hash.ts";

/**
 * A loopback address of its own for a pod: the one that it had by the address that is `before` in its status, else one
 * made from its UID in 127.64.0.0/15. Only Linux answers on all of 127.0.0.0/8; elsewhere all pods share 127.0.0.1, and
 * two of one port collide.
 */
export function podAddress(
  uid: string,
  taken: ReadonlySet<string>,
  before?: string,
  os: string = Deno.build.os,
): string {
  if (os !== "linux") return "127.0.0.1";
  const had = before?.replace(/^198\.(18|19)\./, (_, second) => `127.${Number(second) + 46}.`);
  if (had?.startsWith("127.") && !taken.has(had)) return had;
  for (let attempt = 0;; attempt++) {
    const [a, b, c] = stableHash([uid, attempt]).match(/../g)!.map((byte) => parseInt(byte, 16));
    const address = `127.${64 + a % 2}.${b}.${1 + c % 254}`;
    if (!taken.has(address)) return address;
  }
}

/**
 * What a real control plane is told instead of a loopback address, which breaks its EndpointSlices and its proxying of
 * pods: one in 198.18.0.0/15, which is for tests and routed nowhere.
 */
export function reportedAddress(address: string): string {
  const [, second, third, fourth] = address.split(".");
  return `198.${18 + Number(second) % 2}.${third}.${fourth}`;
}
