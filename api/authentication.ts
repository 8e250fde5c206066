import type { HeaderAuthentication } from "../platform/config.ts";
import type { Caller } from "../kube/mod.ts";
import { readSignedCookie } from "./signed_cookie.ts";

/** Who sent a request, and how we know. */
export interface Identity extends Caller {
  authenticatedBy: "header" | "dev-cookie" | "dev-default";
}

/** Who a request without identity is on a developer's machine, and who else it may choose to be. */
export interface DevAuthentication {
  defaultUser: string;
  users: readonly string[];
  /** Key of the signature of the cookie; new at each start, or kept by whoever wants logins to last. */
  cookieKey: string;
}

/** How callers are known; neither: every request is a 401. */
export interface Authentication {
  header?: HeaderAuthentication;
  /** Loopback only. */
  dev?: DevAuthentication;
}

/** Name of the cookie in which the page's user menu keeps its choice. */
export const DEV_USER_COOKIE = "atelier-dev-user";

/**
 * The identity of a request: trusted header, then (in dev) signed cookie, then (in dev) the default; else undefined.
 * Who names a user that cannot be is nobody: never somebody else instead.
 */
export function authenticate(headers: Headers, { header, dev }: Authentication): Identity | undefined {
  const claimed = header && headers.get(header.userIdHeader)?.trim();
  if (claimed) {
    const name = userOfHeader(claimed, header);
    return name === undefined ? undefined : { name, groups: [], authenticatedBy: "header" };
  }
  if (!dev) return undefined;
  const chosen = readSignedCookie(headers.get("cookie"), DEV_USER_COOKIE, dev.cookieKey);
  if (chosen && dev.users.includes(chosen)) return { name: chosen, groups: [], authenticatedBy: "dev-cookie" };
  return { name: dev.defaultUser, groups: [], authenticatedBy: "dev-default" };
}

function userOfHeader(value: string, { userIdPrefix }: HeaderAuthentication): string | undefined {
  if (value.includes(",")) return undefined;
  const name = value.startsWith(userIdPrefix) ? value.slice(userIdPrefix.length) : value;
  // A user's header must never make somebody one of Kubernetes' own: those are no people.
  return name === "" || name.startsWith("system:") ? undefined : name;
}
