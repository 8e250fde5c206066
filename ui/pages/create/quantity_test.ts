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

Deno.test("an amount of bytes may carry its unit as people write it; one of cores is Kubernetes' own", () => {
  const written = ["16 GiB", "16GB", "16g", "16G", "1.5 tib", "512Mi", "64 kB"];
  assertEquals(written.map((each) => toQuantity(each, "Gi")), ["16Gi", "16G", "16Gi", "16G", "1.5Ti", "512Mi", "64k"]);
  assertEquals([toQuantity("500m", ""), toQuantity("16 g of it", "Gi")], ["500m", "16 g of it"]);
});

Deno.test("a quantity of bytes is a number and a unit, in MiB where it is written in another way", () => {
  assertEquals(fromQuantity({ quantity: "1.5Gi", value: 1.5 * 2 ** 30 }), { amount: "1.5", unit: "Gi" });
  assertEquals(fromQuantity({ quantity: "1G", value: 1e9 }), { amount: "954", unit: "Mi" });
});
