import type { KubectlCase } from "./kubectl.ts";
import { cases as reading } from "./reading.ts";
import { cases as rights } from "./rights.ts";
import { cases as rollouts } from "./rollouts.ts";
import { cases as waiting } from "./waiting.ts";
import { cases as writing } from "./writing.ts";

/** Every case, under what its commands do. */
export const kubectlSubjects: Record<string, KubectlCase[]> = {
  "kubectl reads": reading,
  "kubectl and rights": rights,
  "kubectl rolls out": rollouts,
  "kubectl waits": waiting,
  "kubectl writes": writing,
};
