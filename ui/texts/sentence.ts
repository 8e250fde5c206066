/** A value inside a sentence: shown isolated (`<bdi>`), since it may run the other way or be a name. */
export interface SentenceValue {
  value: string;
}

/** A sentence as pieces of text and values. */
export type Sentence = readonly (string | SentenceValue)[];

/** Template tag: text stays text, what is put in becomes a value. */
export function say(texts: TemplateStringsArray, ...values: (string | number)[]): Sentence {
  return texts.flatMap((text, index) => {
    const value = values[index];
    const pieces: (string | SentenceValue)[] = text === "" ? [] : [text];
    return value === undefined ? pieces : [...pieces, { value: String(value) }];
  });
}

/** The sentence as plain text. */
export function plain(sentence: Sentence): string {
  return sentence.map((piece) => typeof piece === "string" ? piece : piece.value).join("");
}
