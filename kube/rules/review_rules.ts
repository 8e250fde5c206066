import { type Cause, cause } from "../field_cause.ts";
import { at, type Fields } from "../json_value.ts";

/** What is wrong with what an access review asks; about oneself nobody is named. */
export function checkAccessReview(spec: Fields, isSelf: boolean): Cause[] {
  const { resourceAttributes = null, nonResourceAttributes = null, user, groups } = spec;
  const causes: Cause[] = [];
  if (!resourceAttributes && !nonResourceAttributes) {
    const why = "exactly one of nonResourceAttributes or resourceAttributes must be specified";
    causes.push(cause.invalid("spec.resourceAttributes", null, why));
  }
  if (resourceAttributes && nonResourceAttributes) {
    const told = { Path: at(nonResourceAttributes, "path"), Verb: at(nonResourceAttributes, "verb") };
    const why = "cannot be specified in combination with resourceAttributes";
    causes.push(cause.invalid("spec.nonResourceAttributes", told, why));
  }
  const isNamed = isSelf || Boolean(user) || (Array.isArray(groups) && groups.length > 0);
  if (!isNamed) causes.push(cause.invalid("spec.user", "", "at least one of user or group must be specified"));
  return causes;
}
