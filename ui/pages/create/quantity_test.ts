import { assertEquals } from "@std/assert";
import { toQuantity } from "./quantity.ts";

Deno.test("an amount gets its unit; what has one, or is none, is left for the server to judge", () => {
  const quantities = [
    toQuantity("1.5", "Gi"),
    toQuantity("1,5", "Gi"),
    toQuantity("512Mi", "Gi"),
    toQuantity("many", "Gi"),
  ];
  assertEquals(quantities, ["1.5Gi", "1.5Gi", "512Mi", "many"]);
});
