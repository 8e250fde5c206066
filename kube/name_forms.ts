import { type Cause, cause } from "./field_cause.ts";

/** What names and label values may look like. */
export interface NameForm {
  /** Longest length in bytes. */
  max: number;
  /** Of the whole text, without anchors, as Kubernetes prints it. */
  pattern: string;
  /** Kubernetes' words for what does not match, open for the pattern. */
  words: string;
}

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

/** The forms that Kubernetes knows: DNS subdomains and labels by RFC 1123, labels by RFC 1035, and values of labels. */
export const NAME_FORMS = {
  subdomain: {
    max: 253,
    pattern: `${LABEL}(\\.${LABEL})*`,
    words: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must " +
      "start and end with an alphanumeric character (e.g. 'example.com'",
  },
  label: {
    max: 63,
    pattern: LABEL,
    words: "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and " +
      "end with an alphanumeric character (e.g. 'my-name',  or '123-abc'",
  },
  label1035: {
    max: 63,
    pattern: "[a-z]([-a-z0-9]*[a-z0-9])?",
    words: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic " +
      "character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123'",
  },
  labelValue: {
    max: 63,
    pattern: "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?",
    words: "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must " +
      "start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345'",
  },
} as const satisfies Record<string, NameForm>;

/** Whether a text has the form, its length aside. */
export function hasForm(value: string, form: keyof typeof NAME_FORMS): boolean {
  return new RegExp(`^(${NAME_FORMS[form].pattern})$`).test(value);
}

function describe(form: keyof typeof NAME_FORMS): string {
  const { pattern, words } = NAME_FORMS[form];
  return `${words}, regex used for validation is '${pattern}')`;
}

/** What is wrong with `value` in `field`, in Kubernetes' words. */
export function checkForm(field: string, value: string, form: keyof typeof NAME_FORMS): Cause[] {
  const { max } = NAME_FORMS[form];
  const unit = form === "labelValue" ? "bytes" : "characters";
  if (value.length > max) return [cause.invalid(field, value, `must be no more than ${max} ${unit}`)];
  if (hasForm(value, form)) return [];
  const hasDots = form === "label" && hasForm(value, "subdomain");
  return [cause.invalid(field, value, hasDots ? "must not contain dots" : describe(form))];
}

const KEY_NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

/** What is wrong with the key of a label or an annotation: a name of at most 63 bytes, after a domain and `/`, or not. */
export function checkKey(field: string, key: string): Cause[] {
  const [name, prefix, ...more] = key.split("/").reverse();
  const refuse = (why: string) => [cause.invalid(field, key, why)];
  if (prefix === "") return refuse("prefix part must be non-empty");
  if (prefix !== undefined && !hasForm(prefix, "subdomain")) return refuse(`prefix part ${describe("subdomain")}`);
  if (name.length > 63) return refuse("name part must be no more than 63 bytes");
  if (more.length === 0 && new RegExp(`^(${KEY_NAME})$`).test(name)) return [];
  const words =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric " +
    `character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${KEY_NAME}')`;
  return refuse(`name part ${words}`);
}
