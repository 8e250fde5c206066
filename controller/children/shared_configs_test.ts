import { assertEquals } from "@std/assert";
import { configMapBody } from "./mounted_config.ts";
import { SharedConfigs } from "./shared_configs.ts";

const config = { name: "shared", variable: "V", directory: "/d", files: { "a.py": "1" } };

Deno.test("what was applied a moment ago need not be applied again, by whichever notebook", () => {
  const configs = new SharedConfigs();
  const body = configMapBody("team", config);
  assertEquals(configs.isFresh(body, 0), false);
  configs.remember(body, 0);
  const others = [configMapBody("other", config), configMapBody("team", { ...config, files: { "a.py": "2" } })];
  assertEquals([body, ...others].map((each) => configs.isFresh(each, 59_000)), [true, false, false]);
  assertEquals(configs.isFresh(body, 60_000), false);
});
