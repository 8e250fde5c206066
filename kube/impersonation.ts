import type { AccessAttributes, Caller } from "./access_review.ts";
import { badRequest } from "./failure.ts";
import { accountGroups, accountOf } from "./service_accounts/mod.ts";

/** Who a request wants to be taken for, and what its sender must be allowed for that. */
export interface Impersonation {
  user: Caller;
  checks: AccessAttributes[];
}

const EXTRA_PREFIX = "impersonate-extra-";
const AUTHENTICATION = "authentication.k8s.io";

/** Reads the Impersonate headers; undefined where there are none. Throws 400 where they name no user. */
export function readImpersonation(headers: Headers): Impersonation | undefined {
  const [name, uid] = ["user", "uid"].map((each) => headers.get(`impersonate-${each}`) ?? "");
  const groups = valuesOf(headers.get("impersonate-group"));
  const extra = Object.fromEntries(
    [...headers].filter(([header]) => header.startsWith(EXTRA_PREFIX)).map(([header, value]) =>
      [unescape(header.slice(EXTRA_PREFIX.length)), valuesOf(value)] as const
    ),
  );
  const isBare = uid === "" && groups.length === 0 && Object.keys(extra).length === 0;
  if (name === "" && isBare) return undefined;
  if (name === "") throw badRequest(`requested ${inGo(uid, groups, extra)} without impersonating a user name`);
  const user = {
    name,
    groups: groupsOf(name, groups),
    ...(uid && { uid }),
    ...(Object.keys(extra).length && { extra }),
  };
  return { user, checks: checksOf(name, uid, groups, extra) };
}

type Extra = Record<string, string[]>;

/** Several headers of one name arrive as one, joined by commas. */
const valuesOf = (value: string | null) => value === null ? [] : value.split(", ");

/** Keys that hold what no header's name may are percent-encoded. */
function unescape(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

function checksOf(name: string, uid: string, groups: string[], extra: Extra): AccessAttributes[] {
  const account = accountOf(name);
  const check = (resource: string, name: string, more: Partial<AccessAttributes> = {}): AccessAttributes => (
    { verb: "impersonate", group: "", resource, name, ...more }
  );
  return [
    account ? check("serviceaccounts", account.name, { namespace: account.namespace }) : check("users", name),
    ...(uid ? [check("uids", uid, { group: AUTHENTICATION })] : []),
    ...groups.map((each) => check("groups", each)),
    ...Object.entries(extra).flatMap(([subresource, values]) =>
      values.map((value) => check("userextras", value, { group: AUTHENTICATION, subresource }))
    ),
  ];
}

/** The groups that are asked for, or a ServiceAccount's own, and the one that everybody is in. */
function groupsOf(name: string, asked: string[]): string[] {
  const account = accountOf(name);
  const groups = account && asked.length === 0 ? accountGroups(account.namespace) : asked;
  const isAnonymous = name === "system:anonymous" || groups.includes("system:unauthenticated");
  return [...new Set([...groups, isAnonymous ? "system:unauthenticated" : "system:authenticated"])];
}

/** As Go prints a user without a name. */
function inGo(uid: string, groups: string[], extra: Extra): string {
  const list = (values: string[]) => `[]string{${values.map((each) => JSON.stringify(each)).join(", ")}}`;
  const entries = Object.entries(extra).map(([key, values]) => `${JSON.stringify(key)}:${list(values)}`);
  const extras = entries.length > 0 ? `{${entries.join(", ")}}` : "(nil)";
  const all = groups.length > 0 ? list(groups) : "[]string(nil)";
  return `&user.DefaultInfo{Name:"", UID:${JSON.stringify(uid)}, Groups:${all}, Extra:map[string][]string${extras}}`;
}
