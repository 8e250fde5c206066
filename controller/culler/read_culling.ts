import { z } from "zod";
import { parse } from "@std/yaml";
import { ConfigError } from "../../platform/config_error.ts";
import { type Environment, flag, text } from "../../platform/environment.ts";
import {
  type CullingFile,
  type CullingSettings,
  fillSettings,
  LEAST_DURATION_MS,
  soundCullingFileSchema,
  withoutUndefined,
} from "./culling_settings.ts";
import { parseDurationOrMinutes } from "./duration.ts";

/** What was read, and sentences about what of it has no effect. */
export interface ReadCulling {
  readonly settings: CullingSettings;
  readonly warnings: readonly string[];
}

type OldName = "ENABLE_CULLING" | DurationName;
type DurationName = "CULL_IDLE_TIME" | "IDLENESS_CHECK_PERIOD" | "IDLE_TIME" | "CULLING_CHECK_PERIOD";

/** Which field each old name sets, the stronger of two first: Kubeflow's names, then the thesis'. */
const OLD_NAMES: readonly { field: "idleTime" | "checkPeriod"; names: readonly DurationName[] }[] = [
  { field: "idleTime", names: ["CULL_IDLE_TIME", "IDLE_TIME"] },
  { field: "checkPeriod", names: ["IDLENESS_CHECK_PERIOD", "CULLING_CHECK_PERIOD"] },
];

/**
 * Reads the admin's file (YAML or JSON; undefined: there is none) and the old environment names. The file wins over the
 * environment, and over `probes`, which are what there is without a word of the admin's. Throws `ConfigError` naming the variable, or an `Error` naming each field of the file that is wrong.
 */
export function readCulling(
  file: string | undefined,
  env: Environment,
  probes: CullingSettings["probes"] = {},
): ReadCulling {
  const read = file === undefined ? {} : readFile(file);
  const warnings: string[] = [];
  const old = readEnvironment(env, read, warnings);
  const given = { ...old, ...withoutUndefined(read), probes: { ...probes, ...read.probes } };
  return { settings: fillSettings(given), warnings };
}

function readFile(content: string): CullingFile {
  let document: unknown;
  try {
    document = parse(content) ?? {};
  } catch (error) {
    // What follows is the line, with a mark below it.
    const [words] = (error as Error).message.split(":\n");
    throw new Error(`Cannot read the culling configuration: ${words}`, { cause: error });
  }
  const result = soundCullingFileSchema.safeParse(document);
  if (result.success) return result.data;
  throw new Error(`Cannot use the culling configuration: ${result.error.issues.map(sentence).join("; ")}`);
}

function sentence({ path, message }: z.core.$ZodIssue): string {
  const place = path.map(String).join(".");
  return place ? `${place}: ${message}` : message;
}

function readEnvironment(env: Environment, file: CullingFile, warnings: string[]): Partial<CullingFile> {
  const overruled = (name: OldName, by: string) => warnings.push(`${name} has no effect: ${by} is set and wins`);
  const values: Partial<CullingFile> = withoutUndefined({ enabled: flag(env, "ENABLE_CULLING") });
  if (values.enabled !== undefined && file.enabled !== undefined) overruled("ENABLE_CULLING", "enabled in the file");
  for (const { field, names } of OLD_NAMES) {
    const given = names.filter((name) => text(env, name) !== undefined);
    const read = given.map((name) => readDuration(name, text(env, name)!));
    if (given.length === 0) continue;
    values[field] = read[0];
    for (const name of given.slice(1)) overruled(name, given[0]);
    if (file[field] !== undefined) overruled(given[0], `${field} in the file`);
  }
  return values;
}

function readDuration(name: DurationName, value: string): number {
  const ms = parseDurationOrMinutes(value);
  if (ms !== undefined && ms >= LEAST_DURATION_MS) return ms;
  const words = `is "${value}", but must be a number of minutes, or a duration such as 20s, 15m or 1d, of 1s at least.`;
  throw new ConfigError(name, words);
}
