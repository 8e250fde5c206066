import { assertEquals } from "@std/assert";
import { checkDns1035Label, checkDnsLabel, checkDnsSubdomain, checkNotebookName } from "./names.ts";

Deno.test("good names have nothing wrong", () => {
  const good: [(name: string) => string | undefined, string[]][] = [
    [checkDnsLabel, ["a", "1", "a-1", "0a", "x".repeat(63)]],
    [checkDns1035Label, ["a", "a-1", "x".repeat(63)]],
    [checkDnsSubdomain, ["a", "a.b", "1.2-3", "x".repeat(253)]],
    [checkNotebookName, ["a", "my-notebook-2", "x".repeat(52)]],
  ];
  for (const [check, names] of good) for (const name of names) assertEquals(check(name), undefined, name);
});

Deno.test("bad names are refused by each check that they break", () => {
  const refused = (check: (name: string) => string | undefined, names: string[]) =>
    names.filter((name) => check(name) === undefined);
  const always = ["", "A", "a_b", "-a", "a-", "a b", "ä", "a\n", "a/b", "../a"];
  assertEquals(refused(checkDnsLabel, [...always, "a.b", "x".repeat(64)]), []);
  assertEquals(refused(checkDns1035Label, [...always, "1a", "a.b", "x".repeat(64)]), []);
  assertEquals(refused(checkDnsSubdomain, [...always, ".a", "a..b", "a.-b", "x".repeat(254)]), []);
  assertEquals(refused(checkNotebookName, [...always, "1a", "a.b", "x".repeat(53)]), []);
});

Deno.test("what is wrong is a sentence", () => {
  assertEquals(checkNotebookName("x".repeat(60)), "The name has 60 characters; at most 52 are allowed.");
  assertEquals(checkNotebookName(""), "The name is empty.");
  assertEquals(
    checkNotebookName("1a"),
    "The name may hold only lower-case letters, digits and hyphens, must begin with a letter and end with a letter or digit.",
  );
});
