import { decodeJson, encodeJson } from "./opaque.ts";
import { requestError } from "./request_error.ts";

/** What an item is sorted by, most significant first; equal keys mean the same item. */
export type SortKey = readonly string[];

/** Which page is asked for, as in GraphQL's connections. */
export interface PageArguments {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

export interface PageOptions<T> {
  keyOf(item: T): SortKey;
  isDescending?: boolean;
  /** Names order and filter: a cursor of another list is refused. */
  list: string;
  defaultSize?: number;
  maxSize?: number;
}

/** One page of a list, with what a connection says about it. */
export interface Page<T> {
  edges: { cursor: string; node: T }[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor?: string; endCursor?: string };
}

/** Cuts a page by keys, not by positions: no row repeats or is skipped because others came or went. Throws INVALID. */
export function keysetPage<T>(items: readonly T[], page: PageArguments, options: PageOptions<T>): Page<T> {
  const { keyOf, isDescending = false, list } = options;
  const sign = isDescending ? -1 : 1;
  const sorted = items.map((node) => ({ node, key: keyOf(node) })).sort((a, b) => sign * compareKeys(a.key, b.key));
  const after = readCursor(page.after, list);
  const before = readCursor(page.before, list);
  const from = after ? sorted.findIndex(({ key }) => sign * compareKeys(key, after) > 0) : 0;
  const to = before ? sorted.findIndex(({ key }) => sign * compareKeys(key, before) >= 0) : sorted.length;
  const start = from < 0 ? sorted.length : from;
  const end = to < 0 ? sorted.length : to;
  const size = sizeOf(page, options);
  const [low, high] = page.last != null && page.first == null
    ? [Math.max(start, end - size), end]
    : [start, Math.min(end, start + size)];
  const edges = sorted.slice(low, Math.max(low, high))
    .map(({ node, key }) => ({ node, cursor: encodeJson([list, ...key]) }));
  return {
    edges,
    totalCount: items.length,
    pageInfo: {
      hasNextPage: high < sorted.length,
      hasPreviousPage: low > 0,
      startCursor: edges[0]?.cursor,
      endCursor: edges.at(-1)?.cursor,
    },
  };
}

function compareKeys(a: SortKey, b: SortKey): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [left = "", right = ""] = [a[i], b[i]];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function readCursor(cursor: string | null | undefined, list: string): SortKey | undefined {
  if (cursor == null) return undefined;
  const value = decodeJson(cursor);
  const isOurs = Array.isArray(value) && value.every((part) => typeof part === "string") && value[0] === list;
  if (!isOurs) throw requestError("INVALID", "Cannot go on from this cursor: it belongs to another order or filter.");
  return value.slice(1);
}

function sizeOf<T>({ first, last }: PageArguments, { defaultSize = 50, maxSize = 500 }: PageOptions<T>): number {
  const size = first ?? last ?? defaultSize;
  if (first != null && last != null) throw requestError("INVALID", "Cannot cut a page by first and last at once.");
  if (size < 0 || size > maxSize) throw requestError("INVALID", `Cannot give ${size} rows: 0 to ${maxSize} at a time.`);
  return size;
}
