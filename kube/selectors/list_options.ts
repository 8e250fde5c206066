import { badRequest, failure, invalid } from "../failure.ts";
import { type Cause, cause } from "../field_cause.ts";

/** What a list or a watch asks for besides its selectors. */
export interface ListOptions {
  /** Most objects of a page; 0 for all. */
  limit: number;
  /** Where the page begins; absent for the first. */
  from?: PageToken;
  /** Undefined where none is asked for, which is the newest; 0 for any. */
  resourceVersion?: number;
  /** Whether a list has to show the moment of that resourceVersion. */
  isExact: boolean;
  sendInitialEvents?: boolean;
  wantsBookmarks: boolean;
  /** 0 where the server may choose. */
  timeoutSeconds: number;
}

/** The place between two pages of a list: which moment they show (-1: whatever is now), and the first key that follows. */
export interface PageToken {
  rv: number;
  start: string;
}

/** Reads the options of a list or a watch; throws 400 or 422 in Kubernetes' words where they make no sense. */
export function readListOptions(params: URLSearchParams, isWatch: boolean): ListOptions {
  const causes = isWatch ? refuseWatch(params) : refuseList(params);
  if (causes.length > 0) throw invalid({ group: "meta.k8s.io", plural: "", kind: "ListOptions" }, "", causes);
  const text = (name: string) => params.get(name) ?? "";
  const version = text("resourceVersion");
  if (!/^\d*$/.test(version)) {
    const why = `strconv.ParseUint: parsing "${version}": invalid syntax`;
    throw badRequest(`invalid resource version: resourceVersion: Invalid value: "${version}": ${why}`);
  }
  const token = text("continue");
  if (token && version !== "" && version !== "0") {
    throw badRequest("specifying resource version is not allowed when using continue");
  }
  const match = text("resourceVersionMatch");
  const resourceVersion = version === "" ? undefined : Number(version);
  const limit = resourceVersion === 0 && !token ? 0 : readNumber(text("limit"));
  return {
    ...{ limit, resourceVersion, from: token ? readToken(token) : undefined },
    isExact: match === "Exact" || (match === "" && limit > 0 && resourceVersion !== undefined && !token),
    sendInitialEvents: params.has("sendInitialEvents") ? text("sendInitialEvents") === "true" : undefined,
    wantsBookmarks: ["true", "1"].includes(text("allowWatchBookmarks")),
    timeoutSeconds: readNumber(text("timeoutSeconds")),
  };
}

/** A page's place as a client gets it and sends it back. */
export function formatToken({ rv, start }: PageToken): string {
  const bytes = new TextEncoder().encode(JSON.stringify({ v: "meta.k8s.io/v1", rv, start }));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function readToken(text: string): PageToken {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
    const { rv, start } = JSON.parse(new TextDecoder().decode(bytes));
    return { rv, start };
  } catch {
    throw badRequest("invalid continue token: continue key is not valid: it cannot be decoded");
  }
}

function readNumber(text: string): number {
  if (text !== "" && !/^-?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
  return Math.max(0, Number(text));
}

/** 504 of a resourceVersion that is still to come: asked again later, it may have come. */
export function tooLarge(asked: number, current: number) {
  const causes = [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }];
  const message = `Timeout: Too large resource version: ${asked}, current: ${current}`;
  return failure(504, "Timeout", message, { causes, retryAfterSeconds: 1 });
}

const MATCH = "resourceVersionMatch";
const forbidden = (why: string) => cause.forbidden(MATCH, `${MATCH} ${why}`);

function refuseList(params: URLSearchParams): Cause[] {
  const match = params.get(MATCH) ?? "";
  const causes: Cause[] = [];
  if (match !== "" && !params.get("resourceVersion")) {
    causes.push(forbidden("is forbidden unless resourceVersion is provided"));
  }
  if (match !== "" && params.get("continue")) causes.push(forbidden("is forbidden when continue is provided"));
  if (!["", "Exact", "NotOlderThan"].includes(match)) {
    causes.push(cause.notSupported(MATCH, match, ["Exact", "NotOlderThan", ""]));
  }
  if (match === "Exact" && params.get("resourceVersion") === "0") {
    causes.push(forbidden('"exact" is forbidden for resourceVersion "0"'));
  }
  const field = "sendInitialEvents";
  return params.has(field) ? [...causes, cause.forbidden(field, `${field} is forbidden for list`)] : causes;
}

function refuseWatch(params: URLSearchParams): Cause[] {
  const match = params.get(MATCH) ?? "";
  const isInitial = params.has("sendInitialEvents");
  const causes: Cause[] = [];
  if (isInitial && match !== "NotOlderThan") {
    causes.push(cause.forbidden(MATCH, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
  }
  if (match !== "" && !isInitial) {
    causes.push(forbidden("is forbidden for watch unless sendInitialEvents is provided"));
  }
  if (match !== "" && match !== "NotOlderThan") causes.push(cause.notSupported(MATCH, match, ["NotOlderThan"]));
  return causes;
}
