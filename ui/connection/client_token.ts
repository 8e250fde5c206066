/** Effects: randomness for names and tokens. `crypto.randomUUID` is missing on plain http beyond localhost. */

/** A token for one intention: 32 hexadecimal digits. */
export function mintClientToken(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const SUFFIX_ALPHABET = "bcdfghjkmnpqrstvwxz23456789";

/** Three characters that make a suggested name likely to be free; no vowels, so no words. */
export function mintNameSuffix(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(3));
  return [...bytes].map((byte) => SUFFIX_ALPHABET[byte % SUFFIX_ALPHABET.length]).join("");
}
