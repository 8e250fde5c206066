const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** At most two digits after the point, no trailing zeros. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A number of bytes for reading: `1 GiB`. */
export function bytes(value: number): string {
  let rest = value;
  let unit = 0;
  while (rest >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit++;
  }
  return `${short(rest)} ${UNITS[unit]}`;
}

/** A number of cores for reading: `0.5`. */
export function cores(value: number): string {
  return short(value);
}

/** A Kubernetes memory quantity for reading: `1Gi` → `1 GiB`; what is no such quantity stays as it is. */
export function memoryQuantity(quantity: string): string {
  const match = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|Ti|Pi)$/.exec(quantity);
  return match ? `${match[1]} ${match[2]}B` : quantity;
}

/** An image reference without registry, path and digest: `minimal-notebook:latest`. */
export function shortImage(reference: string): string {
  const withoutDigest = reference.split("@")[0]!;
  return withoutDigest.slice(withoutDigest.lastIndexOf("/") + 1);
}
