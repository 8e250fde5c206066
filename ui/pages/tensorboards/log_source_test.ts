import { assertEquals } from "@std/assert";
import { placeOf } from "./log_source.ts";

Deno.test("a place is a volume with its folder, or an address", () => {
  const onVolume = (path: string) => placeOf({ __typename: "VolumeLogSource", label: null, claim: "data", path });
  assertEquals([onVolume("runs/first"), onVolume("")], ["data/runs/first", "data"]);
  const url = "s3://bucket/runs";
  assertEquals(placeOf({ __typename: "ObjectStoreLogSource", label: null, url, credential: null }), url);
});
