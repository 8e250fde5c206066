/** One thing that is wrong with a field, as in `details.causes`. */
export interface Cause {
  reason: string;
  message: string;
  field: string;
}

const make = (type: string, field: string, what: string, detail = ""): Cause => (
  { reason: `FieldValue${type}`, message: detail ? `${what}: ${detail}` : what, field }
);
const text = JSON.stringify;

/** What is wrong with a field, by Kubernetes' error types. */
export const cause = {
  required: (field: string, detail?: string) => make("Required", field, "Required value", detail),
  invalid: (field: string, value: unknown, detail: string) =>
    make("Invalid", field, `Invalid value: ${text(value)}`, detail),
  type: (field: string, value: unknown, detail: string) =>
    make("TypeInvalid", field, `Invalid value: ${text(value)}`, detail),
  notSupported: (field: string, value: unknown, allowed: unknown[]) =>
    make(
      "NotSupported",
      field,
      `Unsupported value: ${text(value)}`,
      `supported values: ${allowed.map((each) => text(each)).join(", ")}`,
    ),
  notFound: (field: string, value: unknown) => make("NotFound", field, `Not found: ${text(value)}`),
  duplicate: (field: string, value: unknown) => make("Duplicate", field, `Duplicate value: ${text(value)}`),
  forbidden: (field: string, detail: string) => make("Forbidden", field, "Forbidden", detail),
  tooMany: (field: string, actual: number, max: number) =>
    make("TooMany", field, `Too many: ${actual}`, `must have at most ${max} items`),
  tooLong: (field: string, max: number) => make("TooLong", field, "Too long", `may not be more than ${max} bytes`),
};
