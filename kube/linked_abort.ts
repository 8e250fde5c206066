/**
 * A controller that aborts with `outer` until `unlink`. Unlike `AbortSignal.any` it leaves nothing behind on a signal
 * that lives as long as the process.
 */
export function linkAbort(outer: AbortSignal | undefined): { controller: AbortController; unlink: () => void } {
  const controller = new AbortController();
  const onAbort = () => controller.abort(outer!.reason);
  if (outer?.aborted) onAbort();
  else outer?.addEventListener("abort", onAbort, { once: true });
  return { controller, unlink: () => outer?.removeEventListener("abort", onAbort) };
}
