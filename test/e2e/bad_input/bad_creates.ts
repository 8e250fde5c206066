import { assert, assertEquals } from "@std/assert";
import { CREATE } from "../documents.ts";
import type { GraphqlAnswer } from "../graphql.ts";
import type { Sentence } from "../story.ts";
import type { World } from "../world.ts";

/** What is refused, and how: a typed error, or a failed request with a code. */
interface Refusal {
  says: string;
  input: Record<string, unknown>;
  user?: string;
  code: string;
  /** The field that the message is shown at. */
  path?: string;
}

const REFUSALS: Refusal[] = [
  { says: "a name that Kubernetes would refuse", input: { name: "Not_A_Name" }, code: "INVALID", path: "name" },
  { says: "an empty name", input: { name: "" }, code: "INVALID", path: "name" },
  { says: "a name of 300 characters", input: { name: "a".repeat(300) }, code: "INVALID", path: "name" },
  { says: "a name of 53 characters", input: { name: "a".repeat(53) }, code: "INVALID", path: "name" },
  { says: "a name of emoji", input: { name: "🚀🚀" }, code: "INVALID", path: "name" },
  { says: "a name with a path in it", input: { name: "../../etc" }, code: "INVALID", path: "name" },
  { says: "a quantity that is not one", input: { name: "q1", spec: { cpu: "much" } }, code: "INVALID", path: "cpu" },
  { says: "a quantity of 1e400", input: { name: "q2", spec: { memory: "1e400" } }, code: "INVALID", path: "memory" },
  { says: "a negative quantity", input: { name: "q3", spec: { cpu: "-1" } }, code: "INVALID", path: "cpu" },
  { says: "an empty quantity", input: { name: "q4", spec: { cpu: "" } }, code: "INVALID", path: "cpu" },
  { says: "an image that is no name", input: { name: "i1", spec: { image: "a b c" } }, code: "INVALID", path: "image" },
  {
    says: "a mount path that is none",
    input: {
      name: "v1",
      spec: { workspace: { mountPath: "no/../path", from: { new: { name: "v1-workspace", size: "1Gi" } } } },
    },
    code: "INVALID",
    path: "mountPath",
  },
  {
    says: "a workspace that does not exist",
    input: { name: "v2", spec: { workspace: { mountPath: "/home/jovyan", from: { existing: "no-such-volume" } } } },
    code: "NOT_FOUND",
  },
  { says: "a namespace that does not exist", input: { namespace: "nowhere", name: "n1" }, code: "FORBIDDEN" },
  {
    says: "a namespace that is not bob's to see",
    input: { namespace: "team", name: "n2" },
    user: "bob",
    code: "FORBIDDEN",
  },
  { says: "a namespace in which bob may only look", input: { name: "n3" }, user: "bob", code: "FORBIDDEN" },
];

/** Every create that cannot be: refused with a code, at its field, and nothing is left behind. */
export function badCreates(world: World): Sentence[] {
  return [
    { says: "task dev stands", timeoutMs: 130_000, holds: () => world.startDev() },
    ...REFUSALS.map((refusal): Sentence => ({
      says: `createNotebook refuses ${refusal.says}`,
      holds: async () => assertRefused(refusal, await create(world, refusal)),
    })),
    {
      says: "nothing was made by any of them",
      holds: async () => {
        for (const each of ["notebooks", "persistentvolumeclaims", "statefulsets"]) {
          assertEquals(await world.kubectl.list(each), [], each);
        }
      },
    },
  ];
}

function create(world: World, { input, user }: Refusal): Promise<GraphqlAnswer> {
  return world.api.ask(CREATE, { input: { namespace: "demo", ...input } }, { user });
}

function assertRefused(refusal: Refusal, answer: GraphqlAnswer): void {
  const typed = answer.data?.createNotebook;
  assertEquals(typed?.notebook ?? null, null, JSON.stringify(answer));
  const [error] = typed?.errors ?? [];
  const [failure] = answer.errors ?? [];
  const code = error?.code ?? failure?.extensions?.code;
  assertEquals(code, refusal.code, JSON.stringify(answer));
  const message: string = error?.message ?? failure?.message;
  assert(message.length > 10 && message.length < 600, `not a clear message: ${message}`);
  if (refusal.path && error) assert(error.path?.includes(refusal.path), `not at its field: ${JSON.stringify(error)}`);
}
