/** The first sentence of a Kubernetes description, on one line; the whole of it where no sentence ends. */
export function firstSentence(description: string): string {
  const plain = description.replace(/\s+/g, " ").trim();
  const end = plain.search(/(?<!\b(?:e\.g|i\.e|etc|vs))[.!?](?= [A-Z"'(`]|$)/);
  return end < 0 ? plain : plain.slice(0, end + 1);
}
