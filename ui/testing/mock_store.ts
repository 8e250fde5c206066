/** The scripted world behind the mock server. */
import { GraphQLError } from "graphql";
import { createMockMutations } from "./mock_mutations.ts";
import { type MockItem, mockNotebooks } from "./mock_notebooks.ts";
import { mockTensorboards } from "./mock_tensorboards.ts";
import { MOCK_CLASSES, mockVolumes } from "./mock_volumes.ts";

type Frame = Record<string, unknown>;

/** What a trial can do with the mock's world. */
export interface MockStore {
  user: string;
  /** Everything is refused, as while a server is away. */
  isDown: boolean;
  /** How long queries and mutations take. */
  delayMs: number;
  items: Map<string, MockItem>;
  events: Frame[];
  log: string[];
  put(item: MockItem): void;
  drop(id: string): void;
  addLog(lines: string[]): void;
  /** Ends the streams of a namespace as a withdrawn right would. */
  revoke(namespace: string): void;
  /** Sends a frame to all streams of lists, such as one with staleSince. */
  send(frame: Frame): void;
  /** The root value for graphql. */
  root: Record<string, object>;
}

interface Listener {
  typename: string;
  namespace: string;
  push(frame: Frame | Error): void;
}

/** A store that begins with one notebook of each state in `demo`. */
export function createMockStore(): MockStore {
  const listeners = new Set<Listener>();
  const logListeners = new Set<(lines: string[]) => void>();
  const revoked = new Set<string>();
  const frame = (change: Frame): Frame => ({
    revision: "1",
    reset: null,
    upserted: [],
    removed: [],
    inSync: true,
    staleSince: null,
    ...change,
  });
  const store: MockStore = {
    user: "alice",
    isDown: false,
    delayMs: 0,
    items: new Map([...mockNotebooks(), ...mockTensorboards(), ...mockVolumes()].map((each) => [each.id, each])),
    events: mockEvents(),
    log: mockLog(),
    put(item) {
      store.items.set(item.id, item);
      for (const each of listeners) {
        const isHeard = each.namespace === item.namespace && each.typename === item.__typename;
        if (isHeard) each.push(frame({ upserted: [item] }));
      }
    },
    drop(id) {
      store.items.delete(id);
      for (const each of listeners) each.push(frame({ removed: [{ id, cause: "DELETED" }] }));
    },
    addLog(lines) {
      store.log.push(...lines);
      for (const tell of logListeners) tell(lines);
    },
    revoke(namespace) {
      revoked.add(namespace);
      const error = new GraphQLError("Your access ended.", { extensions: { code: "ACCESS_REVOKED" } });
      for (const each of listeners) if (each.namespace === namespace) each.push(error);
    },
    send: (change) => listeners.forEach((each) => each.push(frame(change))),
    root: {},
  };
  const openList = (field: string, typename: string) => ({ namespace }: { namespace: string }) => {
    const isForbidden = revoked.has(namespace) || (store.user === "bob" && namespace !== "demo");
    if (isForbidden) throw new GraphQLError("Not yours.", { extensions: { code: "FORBIDDEN" } });
    const items = [...store.items.values()].filter((each) =>
      each.namespace === namespace && each.__typename === typename
    );
    return stream(field, (push) => {
      const listener = { typename, namespace, push };
      listeners.add(listener);
      push(frame({ reset: "INITIAL", upserted: items }));
      return () => listeners.delete(listener);
    });
  };
  store.root = {
    ...createMockMutations(store),
    viewer: () => mockViewer(store.user),
    notebookForm: ({ namespace }: { namespace: string }) => ({
      namespace,
      images: [MOCK_IMAGES],
      ...MOCK_FORM,
      ...(namespace === "team" ? SETTLED_FORM : {}),
    }),
    notebooks: openList("notebooks", "Notebook"),
    namespace: ({ name }: { name: string }) => ({ name, storageClasses: MOCK_CLASSES }),
    volumes: openList("volumes", "Volume"),
    tensorboards: openList("tensorboards", "Tensorboard"),
    events: () => stream("events", (push) => push(frame({ reset: "INITIAL", upserted: store.events }))),
    logs: ({ after }: { after?: string }) =>
      stream("logs", (push) => {
        const tell = (lines: string[]) => push(logFrame(lines, store.log.length));
        tell(after ? store.log.slice(Number(after)) : store.log);
        logListeners.add(tell);
        return () => logListeners.delete(tell);
      }),
  };
  return store;
}

function logFrame(lines: string[], cursor: number): Frame {
  const at = new Date().toISOString();
  return {
    lines: lines.map((text) => ({ at, container: "c", text, isTruncated: false })),
    text: lines.join("\n"),
    cursor: String(cursor),
    inSync: true,
    skippedBytes: 0,
    ended: null,
  };
}

/** An async iterator that is pushed to; an error is the last thing it gives. */
function stream(field: string, open: (push: (frame: Frame | Error) => void) => unknown): AsyncIterable<Frame> {
  return {
    [Symbol.asyncIterator]() {
      const queue: (Frame | Error)[] = [];
      let wake = () => {};
      let isOver = false;
      const close = open((frame) => {
        queue.push(frame);
        wake();
      });
      const finish = () => {
        isOver = true;
        if (typeof close === "function") close();
        wake();
        return Promise.resolve({ done: true as const, value: undefined });
      };
      return {
        async next() {
          while (queue.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve));
          const frame = queue.shift();
          if (!frame || isOver) return { done: true, value: undefined };
          if (!(frame instanceof Error)) return { done: false, value: { [field]: frame } };
          await finish();
          return { done: false, value: { [field]: () => Promise.reject(frame) } };
        },
        return: finish,
      };
    },
  };
}

function mockViewer(user: string) {
  const canEdit = user !== "bob";
  const mayMake = { isAllowed: canEdit, reason: canEdit ? null : "You may only look here." };
  const namespace = (name: string, mayEdit: boolean) => ({
    __typename: "Namespace",
    id: `ns-${name}`,
    name,
    displayName: name,
    role: mayEdit ? "EDIT" : "VIEW",
    isDeleting: false,
    can: { createNotebook: mayMake, createTensorboard: mayMake, createVolume: mayMake },
  });
  const nodes = user === "bob" ? [namespace("demo", false)] : [namespace("demo", canEdit), namespace("team", canEdit)];
  return { name: user, groups: [], authenticatedBy: "dev", namespaces: { nodes, edges: [], totalCount: nodes.length } };
}

const MOCK_FORM = {
  cpu: { default: { quantity: "500m", value: 0.5 }, isReadOnly: false },
  memory: { default: { quantity: "1Gi", value: 2 ** 30 }, isReadOnly: false },
  accelerators: {
    options: [{ resource: "nvidia.com/gpu", displayName: "NVIDIA GPU" }],
    default: null,
    isReadOnly: false,
  },
  workspace: {
    defaults: [{
      namePattern: "{notebook-name}-workspace",
      mountPath: "/home/jovyan",
      isExisting: false,
      size: { quantity: "10Gi", value: 10 * 2 ** 30 },
      accessMode: "ONE_NODE",
      storageClass: null,
    }],
    isReadOnly: false,
  },
  dataVolumes: { defaults: [], isReadOnly: false },
  problems: [],
  configurations: {
    default: [],
    isReadOnly: false,
    options: [
      {
        key: "s3-keys",
        displayName: "Keys of the object store",
        description: "For whoever reads from the team's buckets.",
        additions: [
          { kind: "ENVIRONMENT", name: "AWS_ACCESS_KEY_ID" },
          { kind: "ENVIRONMENT", name: "AWS_SECRET_ACCESS_KEY" },
          { kind: "MOUNT", name: "/etc/ssl/team" },
        ],
        unavailableReason: null,
      },
      {
        key: "by-team",
        displayName: "Settings of the team",
        description: null,
        additions: [],
        unavailableReason: "It applies to whatever is of another team, which nothing can be made to be here.",
      },
    ],
  },
  sharedMemory: { default: true, isReadOnly: false },
};

/** Of an admin who leaves little to choose. */
const SETTLED_FORM = {
  cpu: { ...MOCK_FORM.cpu, isReadOnly: true },
  memory: { ...MOCK_FORM.memory, isReadOnly: true },
  accelerators: { ...MOCK_FORM.accelerators, default: { resource: "nvidia.com/gpu", count: 1 }, isReadOnly: true },
  workspace: { ...MOCK_FORM.workspace, isReadOnly: true },
  sharedMemory: { default: false, isReadOnly: true },
  problems: [{ path: ["memory", "limitFactor"], message: "is no number" }],
};

const MOCK_IMAGES = {
  serverType: "JUPYTER",
  displayName: "JupyterLab",
  allowsCustom: true,
  default: "quay.io/jupyter/minimal-notebook:latest",
  isReadOnly: false,
  options: [
    {
      reference: "quay.io/jupyter/minimal-notebook:latest",
      displayName: "Minimal JupyterLab",
      description: "JupyterLab and nothing else; the quickest to start.",
      isDeprecated: false,
    },
    {
      reference: "quay.io/jupyter/scipy-notebook:latest",
      displayName: "Scientific Python",
      description: "With NumPy, SciPy and pandas.",
      isDeprecated: false,
    },
  ],
};

function mockEvents(): Frame[] {
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const event = (id: string, type: string, reason: string, message: string, count: number, minutes: number) => ({
    __typename: "Event",
    id,
    type,
    reason,
    message,
    count,
    firstAt: at(minutes + 3),
    lastAt: at(minutes),
    kind: "Pod",
    name: "analysis-0",
    reporter: "node",
  });
  return [
    event("1", "NORMAL", "Scheduled", "Successfully assigned demo/analysis-0 to laptop", 1, 9),
    event(
      "2",
      "NORMAL",
      "Pulling",
      "Pulling image quay.io/jupyter/minimal-notebook:latest: jupyterlab (97 packages)",
      1,
      8,
    ),
    event("3", "WARNING", "BackOff", "Back-off restarting failed container", 4, 2),
  ];
}

function mockLog(): string[] {
  const start = ["\x1b[32m[I 2026-11-23 14:00:00 ServerApp]\x1b[0m jupyterlab | extension was loaded"];
  const lines = Array.from(
    { length: 400 },
    (_, i) => `[D ServerApp] request ${i} took ${i % 17} ms for /notebook/demo/analysis/api/kernels`,
  );
  return [...start, ...lines, "\x1b[1;31mERROR\x1b[0m something \x1b[4munderlined\x1b[0m went <b>wrong</b>"];
}
