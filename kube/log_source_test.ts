import { assertEquals, assertStringIncludes } from "@std/assert";
import { faultOfLogPath, type LogSource, readLogSource } from "./log_source.ts";

const cases: { reason: string; text: string; source: LogSource }[] = [
  {
    reason: "a directory of a claim",
    text: "pvc://logs/run1/a",
    source: { kind: "claim", claim: "logs", subPath: "run1/a", path: "/m/" },
  },
  {
    reason: "a claim as a whole, with and without a slash",
    text: "pvc://logs/",
    source: { kind: "claim", claim: "logs", subPath: "", path: "/m/" },
  },
  {
    reason: "a claim as a whole",
    text: "pvc://logs",
    source: { kind: "claim", claim: "logs", subPath: "", path: "/m/" },
  },
  {
    reason: "a directory of a claim, with a slash too many",
    text: "pvc://logs//run1/",
    source: { kind: "claim", claim: "logs", subPath: "run1/", path: "/m/" },
  },
  { reason: "a bucket of Google's", text: "gs://bucket/runs", source: { kind: "google", path: "gs://bucket/runs" } },
  { reason: "a bucket", text: "s3://bucket/runs", source: { kind: "address", path: "s3://bucket/runs" } },
  { reason: "a web address", text: "https://a.b/runs", source: { kind: "address", path: "https://a.b/runs" } },
  { reason: "Google's own store", text: "/cns/a", source: { kind: "address", path: "/cns/a" } },
  {
    reason: "a path on the claim of old",
    text: "/var/log/tb",
    source: { kind: "claim", claim: "tb-volume", subPath: "", path: "/var/log/tb" },
  },
];

for (const { reason, text, source } of cases) {
  Deno.test(`log source: ${reason}`, () => assertEquals(readLogSource(text, "/m/"), source));
}

Deno.test("a path that names nothing is said, everything else is tried", () => {
  assertEquals(faultOfLogPath(""), "it names no directory with logs");
  assertEquals(faultOfLogPath("pvc://"), "it names no volume with logs");
  assertEquals(faultOfLogPath("pvc:///runs"), "it names no volume with logs");
  assertEquals(faultOfLogPath(" \t"), "it names no directory with logs");
  for (const text of ["s3://", "gs:///", "https://"]) assertEquals(faultOfLogPath(text), "it names no place with logs");
  for (const text of ["pvc://logs/..", "pvc://logs/a/../b", "pvc://logs/../"]) {
    assertEquals(faultOfLogPath(text), "its directory may not lead out of the volume");
  }
  for (const text of ["/", "//", ".", "./", "..", "../..", "/a/..", "/./"]) {
    assertEquals(faultOfLogPath(text), "a volume cannot be in place of all directories");
  }
  // TensorBoard would look into its own home, where nothing is mounted.
  for (const text of ["~", "~/logs"]) assertEquals(faultOfLogPath(text), "a directory begins with a slash, not with ~");
  for (const text of ["pvc://logs/a..b", "logs", "/a/../b", "/a b", "/lo:gs"]) {
    assertEquals(faultOfLogPath(text), undefined);
  }
  for (const text of ["hdfs://a/b", "file:///a", "S3://a", " pvc://logs", "pvc:/logs", "s3:/bucket", "c:\\logs"]) {
    assertStringIncludes(faultOfLogPath(text) ?? "", "logs cannot be read from");
  }
  for (const { text } of cases) assertEquals(faultOfLogPath(text), undefined);
});
