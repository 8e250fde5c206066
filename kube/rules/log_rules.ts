import { type Cause, cause } from "../field_cause.ts";
import { unless } from "./value_rules.ts";

/** What is wrong with the parameters of a request for logs. */
export function checkLogOptions(params: URLSearchParams): Cause[] {
  const number = (name: string) => params.has(name) ? Number(params.get(name)) : undefined;
  const above = (name: string, least: number, words: string) => {
    const value = number(name);
    return unless(value === undefined || value >= least, cause.invalid(name, value, words));
  };
  const both = "at most one of `sinceTime` or `sinceSeconds` may be specified";
  return [
    ...above("tailLines", 0, "must be greater than or equal to 0"),
    ...above("limitBytes", 1, "must be greater than 0"),
    ...(params.has("sinceSeconds") && params.has("sinceTime")
      ? [cause.forbidden("", both)]
      : above("sinceSeconds", 1, "must be greater than 0")),
  ];
}
