import type { Fields } from "../json_value.ts";

const LOST = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];
const SECONDS = 300;

/** A pod's tolerations and, where it says nothing of them, five minutes on a node that is not ready or not reached. */
export function withLostNodes(tolerations: Fields[] = []): Fields[] {
  const isTold = (key: string) =>
    tolerations.some((each) => [key, ""].includes(word(each.key)) && ["NoExecute", ""].includes(word(each.effect)));
  const added = LOST.filter((key) => !isTold(key));
  return [
    ...tolerations,
    ...added.map((key) => ({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds: SECONDS })),
  ];
}

const word = (value: unknown) => String(value ?? "");
