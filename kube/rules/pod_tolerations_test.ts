import { assertEquals } from "@std/assert";
import { withLostNodes } from "./pod_tolerations.ts";

const told = (key: string) => ({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 });
const NOT_READY = told("node.kubernetes.io/not-ready");
const UNREACHABLE = told("node.kubernetes.io/unreachable");

Deno.test("a pod stays for five minutes on a node that is lost, unless it says something else", () => {
  assertEquals(withLostNodes(), [NOT_READY, UNREACHABLE]);
  const own = { key: "node.kubernetes.io/not-ready", operator: "Exists" };
  assertEquals(withLostNodes([own]), [own, UNREACHABLE]);
  const other = { key: "gpu", operator: "Exists", effect: "NoSchedule" };
  assertEquals(withLostNodes([other]), [other, NOT_READY, UNREACHABLE]);
});

Deno.test("who tolerates every key and effect needs nothing more; one of another effect does", () => {
  assertEquals(withLostNodes([{ operator: "Exists" }]), [{ operator: "Exists" }]);
  const unscheduled = { operator: "Exists", effect: "NoSchedule" };
  assertEquals(withLostNodes([unscheduled]), [unscheduled, NOT_READY, UNREACHABLE]);
});
