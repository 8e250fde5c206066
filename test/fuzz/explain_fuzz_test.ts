/**
 * Any object that passes its CRD, with anything around it, through plan and explain. `deno task test:fuzz`: 60 s as in
 * CI; with `--long` 100,000 objects, or `--rounds=N`, and `--seed=N`.
 */
import { assert, assertEquals } from "@std/assert";
import { DEFAULT_SETTINGS } from "../../controller/settings.ts";
import { planTool } from "../../controller/tool/plan.ts";
import type { Observed } from "../../controller/tool/observed.ts";
import type { KubeObject, Schema } from "../../kube/mod.ts";
import { REASONS } from "../../kube/explain/mod.ts";
import { validate } from "../../kube/structural/mod.ts";
import { seededRandom } from "../../kube/testing/seeded_random.ts";
import { parseFlags } from "../run/flags.ts";
import { oneOf } from "./random_value.ts";
import { KINDS, randomObjectOf, randomObserved, readSchemas } from "./random_world.ts";

const LONG_ROUNDS = 100_000;
const SHORT_MS = 60_000;
const flags = parseFlags(Deno.args, {
  long: { kind: "switch", about: `${LONG_ROUNDS} objects instead of ${SHORT_MS / 1000} s` },
  rounds: { kind: "count", about: "that many objects" },
  seed: { kind: "count", about: "of the first object" },
});
const ROUNDS = flags.count("rounds") ?? (flags.isOn("long") ? LONG_ROUNDS : undefined);
const SEED = flags.count("seed") ?? 1 + Math.floor(Math.random() * 999_999);
const NOW = new Date("2026-11-23T10:02:00Z");

Deno.test(`plan and explain throw at nothing, and what they make is valid (seed ${SEED})`, () => {
  console.log(`fuzz: the first seed is ${SEED}`);
  const schemas = readSchemas();
  const reasons = new Map<string, number>();
  const until = Date.now() + SHORT_MS;
  let rounds = 0;
  for (; ROUNDS === undefined ? Date.now() < until : rounds < ROUNDS; rounds++) {
    const seed = SEED + rounds;
    try {
      for (const reason of roundOf(seed)) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    } catch (error) {
      throw new Error(`Cannot pass --seed=${seed} --rounds=1`, { cause: error });
    }
  }
  console.log(`fuzz: ${rounds} objects, ${reasons.size} of ${Object.keys(REASONS).length} reasons`);
  // Else it has tried nothing; one round alone is for looking at a failure.
  if (rounds > 500) assert(reasons.size >= 15, [...reasons.keys()].join());

  function roundOf(seed: number): string[] {
    const random = seededRandom(seed);
    const kind = oneOf(random, KINDS);
    const stored = randomObjectOf(kind, schemas, random);
    const schema = schemas.ours[kind.type.plural];
    const object = kind.complete(stored);
    const first = planOf({ ...randomObserved(object, [], schemas, random), workload: undefined, pod: undefined });
    const second = planOf(randomObserved(object, first.applies, schemas, random));
    return [first, second].flatMap(({ applies, status, events }) => {
      if (isPodValid(kind.wishOf(object).template.spec)) {
        for (const { body } of applies) assertEquals(faultsOf(body), [], body.kind);
      }
      for (const each of events) if (each.kind === "create") assertEquals(faultsOf({ ...each.event, ...EVENT }), []);
      if (status) assertEquals(validate(sent(status), schema.properties?.status, "status", { isCustom: true }), []);
      const reason = status && (status as { explanation?: { reason: string } }).explanation?.reason;
      if (reason) assert(Object.hasOwn(REASONS, reason), reason);
      return reason ? [reason] : [];
    });

    function planOf(observed: Observed) {
      return planTool(kind, observed, { ...DEFAULT_SETTINGS, routes: "none" }, NOW);
    }
  }

  /** Whether Kubernetes would take this pod from anybody: what it would not is the user's to hear of. */
  function isPodValid(spec: unknown): boolean {
    return validate(spec, schemas.builtin["io.k8s.api.core.v1.PodSpec"], "spec", { isCustom: false }).length === 0;
  }

  function faultsOf(object: Partial<KubeObject>) {
    const schema: Schema | undefined = schemas.builtin[SCHEMA_NAMES[object.kind ?? ""]];
    assert(schema, `no schema of ${object.kind}`);
    return validate(sent(object), schema, "", { isCustom: false });
  }
});

/** As it goes over the wire, where what is undefined is not there. */
function sent(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

const EVENT = { apiVersion: "v1", kind: "Event" };
const SCHEMA_NAMES: Readonly<Record<string, string>> = {
  StatefulSet: "io.k8s.api.apps.v1.StatefulSet",
  Deployment: "io.k8s.api.apps.v1.Deployment",
  Service: "io.k8s.api.core.v1.Service",
  Event: "io.k8s.api.core.v1.Event",
};
