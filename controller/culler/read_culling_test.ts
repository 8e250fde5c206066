import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { readCulling } from "./read_culling.ts";

Deno.test("without a file and environment culling is off, and its times are Kubeflow's", () => {
  const { settings, warnings } = readCulling(undefined, {});
  assertEquals([settings.enabled, settings.policy.idleTime, settings.checkPeriod], [false, 86_400_000, 60_000]);
  assertEquals([settings.evidenceMaxAge, settings.actionsPerMinute, warnings.length], [120_000, 20, 0]);
});

Deno.test("the old environment names work, in minutes and with units", () => {
  const kubeflow = { ENABLE_CULLING: "True", CULL_IDLE_TIME: "1440", IDLENESS_CHECK_PERIOD: "2" };
  const { settings } = readCulling(undefined, kubeflow);
  assertEquals([settings.enabled, settings.policy.idleTime, settings.checkPeriod], [true, 86_400_000, 120_000]);
  const thesis = readCulling(undefined, { IDLE_TIME: "20s", CULLING_CHECK_PERIOD: "5s" });
  assertEquals([thesis.settings.policy.idleTime, thesis.settings.checkPeriod], [20_000, 5_000]);
  assertEquals(thesis.warnings, []);
});

Deno.test("CULL_IDLE_TIME and IDLENESS_CHECK_PERIOD win over the thesis' names, with a warning", () => {
  const env = { IDLE_TIME: "1h", CULL_IDLE_TIME: "2h", IDLENESS_CHECK_PERIOD: "1", CULLING_CHECK_PERIOD: "5" };
  const { settings, warnings } = readCulling(undefined, env);
  assertEquals([settings.policy.idleTime, settings.checkPeriod], [7_200_000, 60_000]);
  assertEquals(warnings, [
    "IDLE_TIME has no effect: CULL_IDLE_TIME is set and wins",
    "CULLING_CHECK_PERIOD has no effect: IDLENESS_CHECK_PERIOD is set and wins",
  ]);
});

Deno.test("the file wins over the environment, with a warning", () => {
  const { settings, warnings } = readCulling("enabled: false\nidleTime: 2h\n", {
    ENABLE_CULLING: "true",
    CULL_IDLE_TIME: "60",
  });
  assertEquals([settings.enabled, settings.policy.idleTime], [false, 7_200_000]);
  assertEquals(warnings.length, 2);
});

Deno.test("evidence is believed for two check periods, and for as long as slow tools need", () => {
  const maxAgeOf = (file: string) => readCulling(file, {}).settings.evidenceMaxAge;
  assertEquals([maxAgeOf("checkPeriod: 5m"), maxAgeOf("checkPeriod: 1s")], [600_000, 10_000]);
  assertEquals(maxAgeOf("{checkPeriod: 1s, evidenceMaxAge: 3s}"), 3_000);
});

Deno.test("a variable that is no duration is named", () => {
  assertStringIncludes(assertThrows(() => readCulling(undefined, { IDLE_TIME: "soon" }), Error).message, "IDLE_TIME");
  assertThrows(() => readCulling(undefined, { CULL_IDLE_TIME: "0" }), Error, "CULL_IDLE_TIME");
});

Deno.test("a file with rules and probes is read whole", () => {
  const { settings } = readCulling(
    `
enabled: true
idleTime: 8h
warning: 0s
rules:
  - name: gpu
    match: { resources: [nvidia.com/gpu], labels: "tier!=gold" }
    idleTime: 1h
    ask: [jupyter, prometheus, /activity]
probes:
  prometheus: { url: "http://prometheus:9090" }
  exec: { enabled: true }
`,
    {},
  );
  assertEquals([settings.policy.warning, settings.rules[0].idleTime], [0, 3_600_000]);
  assertEquals(settings.probes.prometheus?.url, "http://prometheus:9090");
});

Deno.test("a file that is wrong says where and why", () => {
  const refused = (file: string) => assertThrows(() => readCulling(file, {}), Error).message;
  assertStringIncludes(refused("idleTime: 90"), "idleTime: ");
  assertStringIncludes(refused("idleTime: soon"), `idleTime: "soon" is no duration: write 20s, 15m, 2h or 1d`);
  assertStringIncludes(refused("idletime: 1h"), "idletime");
  assertStringIncludes(refused(`rules: [{name: a, match: {labels: "("}}]`), "rules.0.match.labels");
  assertStringIncludes(refused(`ask: [telepathy]`), `"telepathy" is no probe`);
  assertStringIncludes(refused(`ask: ["//evil.example/"]`), `is no probe`);
  assertStringIncludes(refused("a: [unclosed"), "Cannot read the culling configuration");
  const words = "write 20s, 15m, 2h or 1d";
  assertEquals(refused("idleTime: 90"), `Cannot use the culling configuration: idleTime: 90 is no duration: ${words}`);
  assertStringIncludes(refused("idleTime:"), `idleTime: null is no duration: ${words}`);
  assertStringIncludes(refused("grace: -1s"), `grace: "-1s" is no duration: ${words}`);
  assertStringIncludes(refused("warning: 0"), `warning: 0 is no duration: ${words}, or 0s for none`);
  assertStringIncludes(refused("idleTime: 0s"), `idleTime: "0s" is too short: 1s is the least`);
  assertStringIncludes(refused("checkPeriod: 0.5s"), `checkPeriod: "0.5s" is too short: 1s is the least`);
  assertEquals(refused("idleTime: 1h\nidleTime: 2h").includes("\n"), false);
});

Deno.test("bounds that leave users no choice are refused, in a rule with those that it leaves as they are", () => {
  const refused = (file: string) => assertThrows(() => readCulling(file, {}), Error).message;
  const words = "is more than maxIdleTime";
  assertStringIncludes(refused("minIdleTime: 2h\nmaxIdleTime: 1h"), `minIdleTime: 2h ${words}, which is 1h`);
  const rule = (own: string) => `maxIdleTime: 1d\nrules: [{ name: a, match: {}, ${own} }]`;
  assertStringIncludes(refused(rule("minIdleTime: 2d")), `rules.0.minIdleTime: 2d ${words}, which is 1d`);
  assertEquals(readCulling(rule("minIdleTime: 2d, maxIdleTime: 3d"), {}).settings.rules.length, 1);
  assertEquals(readCulling("minIdleTime: 1h\nmaxIdleTime: 1h", {}).settings.policy.minIdleTime, 3_600_000);
});

Deno.test("a check period that is no time at all is refused, in the environment too", () => {
  const refused = (value: string) => assertThrows(() => readCulling(undefined, { CULLING_CHECK_PERIOD: value }), Error);
  for (const value of ["0", "0.001", "0.2s"]) assertStringIncludes(refused(value).message, "CULLING_CHECK_PERIOD");
  assertEquals(readCulling(undefined, { CULLING_CHECK_PERIOD: "1s" }).settings.checkPeriod, 1_000);
});

Deno.test("what can be asked without the admin's word is asked, unless the file names another", () => {
  const here = { gateway: { url: "http://127.0.0.1:8081/metrics" } };
  assertEquals(readCulling(undefined, {}, here).settings.probes, here);
  const file = (gateway: string) => `probes: { ${gateway} exec: { enabled: true } }`;
  const read = readCulling(file(""), {}, here).settings.probes;
  assertEquals([read.gateway, read.exec], [here.gateway, { enabled: true }]);
  const other = readCulling(file("gateway: { url: 'http://other/metrics' },"), {}, here).settings.probes;
  assertEquals(other.gateway, { url: "http://other/metrics" });
});
