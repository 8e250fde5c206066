import { badRequest } from "../failure.ts";
import { checkForm } from "../name_forms.ts";

/** Decides by an object's labels. */
export type LabelTest = (labels: Readonly<Record<string, string>>) => boolean;

/** Reads a selector as a URL carries it: `a=b,c!=d,e in (f, g),h,!i,j>3`; throws 400 for what cannot be read. */
export function parseLabelSelector(text: string): LabelTest {
  const tokens = new Tokens(text);
  const tests: LabelTest[] = [];
  while (tokens.next !== "") {
    if (isSymbol(tokens.next) && tokens.next !== "!") {
      throw badRequest(`found '${tokens.next}', expected: !, identifier, or 'end of string'`);
    }
    tests.push(readTest(tokens));
    const separator = tokens.take();
    if (separator === "") break;
    if (separator !== ",") throw badRequest(`found '${separator}', expected: ',' or 'end of string'`);
    if (tokens.next === "") throw badRequest("found '', expected: identifier after ','");
  }
  return (labels) => tests.every((test) => test(labels));
}

const SYMBOLS = ["==", "!=", "=", "!", "(", ")", ",", ">", "<"];
const isSymbol = (token: string) => SYMBOLS.includes(token);
const OPERATORS = ["in", "notin", "=", "==", "!=", ">", "<"];

/** The symbols and words of a selector; after the last one comes `""`, again and again. */
class Tokens {
  #rest: string[];

  constructor(text: string) {
    this.#rest = text.match(/==|!=|[=!(),<>]|[^\s=!(),<>]+/g) ?? [];
  }

  get next(): string {
    return this.#rest[0] ?? "";
  }

  take(): string {
    return this.#rest.shift() ?? "";
  }
}

const unreadable = (found: string, expected: string) =>
  badRequest(`unable to parse requirement: found '${found}'${expected.startsWith(" ") ? "" : ", "}${expected}`);

function readTest(tokens: Tokens): LabelTest {
  const isNegated = tokens.next === "!";
  if (isNegated) tokens.take();
  const key = tokens.take();
  if (key === "" || isSymbol(key)) throw unreadable(key, "expected: identifier");
  const isAlone = tokens.next === "" || tokens.next === ",";
  if (isNegated || isAlone) return (labels) => (labels[key] !== undefined) !== isNegated;
  const operator = tokens.take();
  if (!OPERATORS.includes(operator)) throw unreadable(operator, "expected: in, notin, =, ==, !=, gt, lt");
  if (operator === "in" || operator === "notin") {
    const values = readValues(tokens);
    return (labels) => values.includes(labels[key]) === (operator === "in");
  }
  const value = readValue(tokens, key);
  if (operator === ">") return (labels) => Number(labels[key]) > Number(value);
  if (operator === "<") return (labels) => Number(labels[key]) < Number(value);
  return (labels) => (labels[key] === value) === (operator !== "!=");
}

function readValue(tokens: Tokens, key: string): string {
  if (tokens.next === "" || tokens.next === ",") return "";
  const value = tokens.take();
  if (isSymbol(value)) throw unreadable(value, "expected: identifier");
  const [wrong] = checkForm(`values[0][${key}]`, value, "labelValue");
  if (wrong) throw badRequest(`unable to parse requirement: ${wrong.field}: ${wrong.message}`);
  return value;
}

function readValues(tokens: Tokens): string[] {
  const open = tokens.take();
  if (open !== "(") throw unreadable(open, " expected: '('");
  const values: string[] = [];
  for (;;) {
    values.push(isSymbol(tokens.next) ? "" : tokens.take());
    const separator = tokens.take();
    if (separator === ")") return values;
    if (separator !== ",") throw unreadable(separator, "expected: ',' or ')'");
  }
}
