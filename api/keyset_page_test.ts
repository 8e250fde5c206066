import { assertEquals, assertThrows } from "@std/assert";
import { keysetPage, type PageArguments } from "./keyset_page.ts";

const LIST = ["d", "a", "c", "b"];
const page = (args: PageArguments, isDescending = false) =>
  keysetPage(LIST, args, { keyOf: (text) => [text], list: `letters ${isDescending}`, isDescending });
const nodes = (args: PageArguments, isDescending = false) => page(args, isDescending).edges.map(({ node }) => node);

Deno.test("keysetPage() cuts from either end, in either direction", () => {
  assertEquals(nodes({ first: 2 }), ["a", "b"]);
  assertEquals(nodes({ last: 2 }), ["c", "d"]);
  assertEquals(nodes({ first: 2 }, true), ["d", "c"]);
  assertEquals(nodes({}), ["a", "b", "c", "d"]);
  assertEquals(nodes({ first: 0 }), []);
});

Deno.test("keysetPage() goes on from a cursor, forwards and backwards, and says what lies beyond", () => {
  const first = page({ first: 2 });
  assertEquals([first.pageInfo.hasNextPage, first.pageInfo.hasPreviousPage, first.totalCount], [true, false, 4]);
  const second = page({ first: 2, after: first.pageInfo.endCursor });
  assertEquals(second.edges.map(({ node }) => node), ["c", "d"]);
  assertEquals([second.pageInfo.hasNextPage, second.pageInfo.hasPreviousPage], [false, true]);
  assertEquals(nodes({ last: 1, before: second.pageInfo.startCursor }), ["b"]);
});

Deno.test("keysetPage() refuses cursors of another list, and sizes beyond the bound", () => {
  const { endCursor } = page({ first: 2 }).pageInfo;
  assertThrows(() => page({ after: endCursor }, true), Error, "another order");
  assertThrows(() => page({ after: "nonsense" }), Error, "another order");
  assertThrows(() => page({ first: 501 }), Error, "500");
  assertThrows(() => page({ first: -1 }), Error, "500");
  assertThrows(() => page({ first: 1, last: 1 }), Error, "at once");
});
