import { badRequest } from "../failure.ts";

/** Decides by an object's labels. */
export type LabelTest = (labels: Readonly<Record<string, string>>) => boolean;

/** Reads a selector as a URL carries it: `a=b,c!=d,e in (f, g),h,!i`; throws 400 for what cannot be read. */
export function parseLabelSelector(text: string): LabelTest {
  const tests = text.split(/,(?![^()]*\))/).map((term) => term.trim()).filter((term) => term !== "").map(toTest);
  return (labels) => tests.every((test) => test(labels));
}

function toTest(term: string): LabelTest {
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(term);
  if (set) {
    const [, key, operator, list] = set;
    const values = list.split(",").map((each) => each.trim());
    return (labels) => values.includes(labels[key]) === (operator === "in");
  }
  const equality = /^([^!=\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(term);
  if (equality) {
    const [, key, operator, value] = equality;
    return (labels) => (labels[key] === value) === (operator !== "!=");
  }
  const existence = /^(!?)\s*([^!=\s()]+)$/.exec(term);
  if (!existence) throw badRequest(`unable to parse requirement: found '${term}', expected: identifier`);
  return (labels) => (labels[existence[2]] !== undefined) === (existence[1] === "");
}
