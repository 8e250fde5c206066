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
