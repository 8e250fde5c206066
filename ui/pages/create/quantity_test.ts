import { assertEquals } from "@std/assert";
import { fromQuantity, toQuantity } from "./quantity.ts";

Deno.test("an amount gets its unit; what has one, or is none, is left for the server to judge", () => {
  const quantities = [
    toQuantity("1.5", "Gi"),
    toQuantity("1,5", "Gi"),
    toQuantity("512Mi", "Gi"),
    toQuantity("many", "Gi"),
  ];
  assertEquals(quantities, ["1.5Gi", "1.5Gi", "512Mi", "many"]);
});

Deno.test("a quantity of bytes is a number and a unit, in MiB where it is written in another way", () => {
  assertEquals(fromQuantity({ quantity: "1.5Gi", value: 1.5 * 2 ** 30 }), { amount: "1.5", unit: "Gi" });
  assertEquals(fromQuantity({ quantity: "1G", value: 1e9 }), { amount: "954", unit: "Mi" });
});
