/**
 * Which of `keys` are due after `fromMs` and up to `toMs`, each once a period at an instant of its own: spread over the
 * period by a hash, so that a thousand are not asked at once. Times in ms of an even clock. Whoever comes late gets each key
 * once, not once for each period missed.
 */
export function dueKeys(
  keys: Iterable<string>,
  { fromMs, toMs, periodMs, salt = 0 }: { fromMs: number; toMs: number; periodMs: number; salt?: number },
): string[] {
  const due: string[] = [];
  for (const key of keys) {
    const phase = phaseOf(key, periodMs, salt);
    if (Math.floor((toMs - phase) / periodMs) > Math.floor((fromMs - phase) / periodMs)) due.push(key);
  }
  return due;
}

/** FNV-1a with a last mixing, since keys that differ in their last letters alone would stay close. */
function phaseOf(key: string, periodMs: number, salt: number): number {
  let hash = 0x811c9dc5 ^ salt;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32 * periodMs;
}
