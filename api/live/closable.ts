/**
 * An async generator whose `return` takes effect at once: a plain one that waits inside would only end at its next
 * yield, which for a quiet stream is never. `run` must come to its end when its signal aborts.
 */
export function closable<T>(run: (signal: AbortSignal) => AsyncGenerator<T>): AsyncGenerator<T> {
  const controller = new AbortController();
  const inner = run(controller.signal);
  const outer: AsyncGenerator<T> = {
    next: () => controller.signal.aborted ? finish() : inner.next(),
    return: () => finish(),
    throw: (error) => finish().then(() => Promise.reject(error)),
    [Symbol.asyncIterator]: () => outer,
    [Symbol.asyncDispose]: async () => {
      await finish();
    },
  };
  async function finish(): Promise<IteratorResult<T>> {
    controller.abort();
    await inner.return(undefined);
    return { done: true, value: undefined };
  }
  return outer;
}
