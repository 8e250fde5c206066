/** Whether something that was read can be an object of Kubernetes, or a list: a proxy may have answered in its place. */
export function hasMetadata(value: unknown): boolean {
  const { metadata } = (value ?? {}) as { metadata?: unknown };
  return typeof metadata === "object" && metadata !== null;
}
