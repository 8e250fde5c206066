import type { Fields } from "./json_value.ts";

/** A value as it is sent: a number, or bytes. */
type Value = number | Uint8Array;

/** What the values of one field are in JSON; undefined where it says nothing. */
export type Reader = (values: Value[]) => unknown;

/** The fields of a message that are read, by their number: their name in JSON, and how they are read. */
export type Shape = Readonly<Record<number, readonly [name: string, read: Reader]>>;

/** A text; Kubernetes sends the empty one for none. */
export const text: Reader = (values) => textOf(values.at(-1)) || undefined;

/** Bytes, which JSON has as base64. */
export const base64: Reader = (values) => bytesOf(values.at(-1)).toBase64();

/** A number; Kubernetes sends 0 for none. */
export const integer: Reader = (values) => values.at(-1) || undefined;

/** A list of texts, empty ones included. */
export const texts: Reader = (values) => values.map(textOf);

/** A message. */
export const message = (shape: Shape): Reader => (values) => readMessage(bytesOf(values.at(-1)), shape);

/** A list of messages. */
export const messages = (shape: Shape): Reader => (values) => values.map((each) => readMessage(bytesOf(each), shape));

/** A message that is a text, as a quantity is. */
export const textIn: Reader = (values) => textOf(readFields(bytesOf(values.at(-1))).get(1)?.at(-1));

/** A map from texts to what `read` makes of a value. */
export const map = (read: Reader): Reader => (values) =>
  Object.fromEntries(values.map((each) => {
    const entry = readFields(bytesOf(each));
    return [textOf(entry.get(1)?.at(-1)), read(entry.get(2) ?? []) ?? ""];
  }));

/** Reads a protobuf message. */
export function readMessage(bytes: Uint8Array, shape: Shape): Fields {
  const fields = readFields(bytes);
  const entries = Object.entries(shape).map(([number, [name, read]]) => {
    const values = fields.get(Number(number));
    return [name, values && read(values)];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

const bytesOf = (value?: Value) => value instanceof Uint8Array ? value : new Uint8Array();
const textOf = (value?: Value) => new TextDecoder().decode(bytesOf(value));

/** The values of each field by its number, in their order. What cannot be read says nothing. */
function readFields(bytes: Uint8Array): Map<number, Value[]> {
  const fields = new Map<number, Value[]>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1;; shift *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  const read = (type: number): Value => {
    if (type === 0) return varint();
    const length = type === 2 ? varint() : bytes.length;
    return bytes.subarray(at, at += length);
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    fields.set(number, [...fields.get(number) ?? [], read(tag & 7)]);
  }
  return fields;
}
