/** What the Gateway API takes. */
export const PATH_MAX_LENGTH = 1024;

/** A path as RFC 3986 has it; two slashes at its begin would be a host. */
const PATH = /^\/(?!\/)(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*$/;

/** Whether a text is an absolute path without a query, as every gateway takes it. */
export function isPlainPath(text: string): boolean {
  return text.length <= PATH_MAX_LENGTH && PATH.test(text);
}

/** What is left of it for a namespace and a name below a path. */
const BELOW_MAX_LENGTH = 128;

/**
 * Whether an absolute path, with a namespace and a name below it, stays as it is on its way: browsers resolve dots, and
 * gateways take no empty parts.
 */
export function isRoutablePath(text: string): boolean {
  return isPlainPath(text) && text.length <= PATH_MAX_LENGTH - BELOW_MAX_LENGTH &&
    !/\/\/|\/\.{1,2}(\/|$)|%2f/i.test(text);
}
