/** The second letter has to follow within this time. */
const WITHIN_MS = 1_000;

/** Reads keys, each with its time in milliseconds: tells the noun once `g` and its first letter have come. */
export function goKeys<Noun extends string>(nouns: readonly Noun[]): (key: string, at: number) => Noun | null {
  let startedAt: number | null = null;
  return (key, at) => {
    const isSecond = startedAt !== null && at - startedAt <= WITHIN_MS;
    startedAt = key === "g" ? at : null;
    return isSecond ? nouns.find((noun) => noun.startsWith(key)) ?? null : null;
  };
}
