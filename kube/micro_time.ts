/** An instant as Kubernetes writes those of Leases (MicroTime): exactly six digits after the point. */
export function toMicroTime(instant: Date): string {
  return instant.toISOString().replace("Z", "000Z");
}
