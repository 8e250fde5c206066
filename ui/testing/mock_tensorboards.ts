/** TensorBoards, as the server would send them. */
import { allowed, before, mockExplanation, type MockItem } from "./mock_notebooks.ts";

type Source = Record<string, string | null | undefined>;

const onVolume = (claim: string, path = "", label: string | null = null): Source => ({
  __typename: "VolumeLogSource",
  label,
  claim,
  path,
});
const inStore = (url: string, credential: string | null = null, label: string | null = null): Source => ({
  __typename: "ObjectStoreLogSource",
  label,
  url,
  credential,
});

/** A TensorBoard in a state. */
export function mockTensorboard(
  name: string,
  state: string,
  explanation: ReturnType<typeof mockExplanation>,
  sources: Source[],
  namespace = "demo",
): MockItem {
  return {
    __typename: "Tensorboard",
    id: `tb-${namespace}-${name}`,
    namespace,
    name,
    state,
    explanation,
    lastStop: null,
    idle: null,
    createdAt: before(90),
    creator: "alice",
    deletionRequestedAt: null,
    url: state === "RUNNING" ? `http://127.0.0.1:1/tensorboard/${namespace}/${name}/` : null,
    sources,
    image: null,
    resources: {
      cpu: { quantity: "100m", value: 0.1 },
      memory: { quantity: "256Mi", value: 2 ** 28 },
      cpuLimit: null,
      memoryLimit: null,
    },
    reloadInterval: null,
    containers: ["tensorboard"],
    viewerCan: { connect: allowed, stop: allowed, delete: allowed, readLogs: allowed, readEvents: allowed },
  };
}

/** A few of them. */
export function mockTensorboards(): MockItem[] {
  return [
    mockTensorboard("climate-runs", "RUNNING", mockExplanation("Ready", {}, 80), [
      onVolume("climate-data", "runs"),
      onVolume("climate-archive", "2025/runs", "archive"),
      inStore("s3://models/climate", "s3-keys", "cloud"),
    ]),
    mockTensorboard("first-try", "STOPPED", mockExplanation("Stopped", { by: "alice", at: before(26 * 60) }), [
      onVolume("analysis-workspace", "logs/fit"),
    ]),
    mockTensorboard("lost", "FAILED", mockExplanation("VolumeNotFound", { volume: "gone-data" }), [
      onVolume("gone-data"),
    ]),
    mockTensorboard("public-runs", "STARTING", mockExplanation("PullingImage", { image: "x", done: "3", total: "9" }), [
      inStore("https://storage.example.org/runs/a-very-long-name-of-an-experiment"),
    ]),
  ];
}
