import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "../../kube/errors.ts";
import { openJournal } from "./journal.ts";
import { Storage } from "./storage.ts";

const object = (name: string, more = {}) => ({ metadata: { name, namespace: "n", ...more } });

Deno.test("listAt() shows what was there at an earlier resourceVersion", () => {
  const storage = new Storage();
  storage.put("things", object("a"));
  storage.put("things", object("b"));
  const then = storage.resourceVersion;
  storage.put("things", object("a", { labels: { changed: "yes" } }));
  storage.remove("things", "n/b");
  storage.put("things", object("c"));
  assertEquals(storage.listAt("things", "n", then).map(({ metadata }) => [metadata.name, metadata.labels]), [
    ["a", undefined],
    ["b", undefined],
  ]);
});

Deno.test("dependantsOf() follows ownerReferences as they come and go", () => {
  const storage = new Storage();
  const reference = { apiVersion: "v1", kind: "Thing", name: "a", uid: "1" };
  storage.put("things", object("b", { uid: "2", ownerReferences: [reference] }));
  assertEquals(storage.dependantsOf("1"), ["2"]);
  storage.put("things", object("b", { uid: "2" }));
  assertEquals(storage.dependantsOf("1"), []);
});

Deno.test("a torn last line is cut off, and what follows is written after the last whole one", () => {
  const dir = Deno.makeTempDirSync();
  const start = () => {
    const { journal, entries } = openJournal(dir);
    return new Storage(journal, entries);
  };
  const first = start();
  first.put("things", object("a"));
  const { resourceVersion } = first;
  first.close();
  Deno.writeTextFileSync(`${dir}/journal.jsonl`, '{"rv":99,"resource":"things","put":{"metad', { append: true });
  const second = start();
  assertEquals([second.resourceVersion, second.list("things").length], [resourceVersion, 1]);
  second.put("things", object("b"));
  second.close();
  const third = start();
  assertEquals(third.list("things").map(({ metadata }) => metadata.name), ["a", "b"]);
  const tooOld = assertThrows(() => third.eventsAfter(resourceVersion), ApiError) as ApiError;
  assertEquals(tooOld.code, 410);
  third.close();
  Deno.removeSync(dir, { recursive: true });
});
