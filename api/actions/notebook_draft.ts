import {
  CLIENT_TOKEN_ANNOTATION,
  compareQuantities,
  CREATOR_ANNOTATION,
  MADE_FOR_NOTEBOOK_LABEL,
  type Notebook,
  parseQuantity,
  type PersistentVolumeClaim,
  SERVER_TYPE_ANNOTATION,
} from "../../kube/mod.ts";
import type { ImageGroup } from "../notebook_form.ts";
import { HOME } from "../notebook_view.ts";
import { fromServerType, type ServerType } from "../server_type.ts";
import type { TokenMark } from "./client_token.ts";
import type { CreateNotebookInput, VolumeChoice } from "./notebook_input.ts";
import type { FieldError } from "./user_error.ts";

/** What a create makes: the notebook, and first the claim where a new one is wanted. */
export interface NotebookDraft {
  notebook: Notebook;
  newClaim?: PersistentVolumeClaim;
  /** Name of a claim that must be there. */
  existingClaim?: string;
}

const DEFAULT_CPU = "500m";
const DEFAULT_MEMORY = "1Gi";
const DEFAULT_SIZE = "10Gi";

const ACCESS_MODES = {
  ONE_NODE: "ReadWriteOnce",
  ONE_POD: "ReadWriteOncePod",
  MANY_NODES: "ReadWriteMany",
  MANY_NODES_READ_ONLY: "ReadOnlyMany",
} as const;

/** Turns a checked input into the objects to make, filling in the admin's defaults; or says what cannot be. */
export function draftNotebook(
  input: CreateNotebookInput,
  { creator, images, mark }: { creator: string; images: readonly ImageGroup[]; mark?: TokenMark },
): { draft: NotebookDraft; errors: [] } | { draft?: undefined; errors: FieldError[] } {
  const { namespace, name } = input;
  const spec: Spec = input.spec ?? {};
  const serverType = spec.serverType ?? "JUPYTER";
  const chosen = chooseImage(serverType, spec.image, images);
  const resources = toResources(spec);
  const errors = [chosen.error, ...resources.errors].filter((error) => error !== undefined);
  if (errors.length > 0) return { errors };
  const workspace = spec.workspace ?? defaultWorkspace(name);
  const annotations = {
    [SERVER_TYPE_ANNOTATION]: serverType === "OTHER" ? "other" : fromServerType(serverType),
    [CREATOR_ANNOTATION]: creator,
    ...(mark && { [CLIENT_TOKEN_ANNOTATION]: mark.annotation }),
  };
  const claimName = workspace.from.new?.name ?? workspace.from.existing ?? "";
  const notebook: Notebook = {
    metadata: { name, namespace, labels: { app: name }, annotations },
    spec: { template: { spec: podSpec(name, chosen.image, resources, { ...workspace, claimName }) } },
  };
  const newClaim = workspace.from.new && claimOf(input, workspace.from.new, mark);
  return {
    draft: { notebook, ...(newClaim ? { newClaim } : { existingClaim: claimName }) },
    errors: [],
  };
}

function chooseImage(
  serverType: ServerType,
  wanted: string | undefined,
  images: readonly ImageGroup[],
): { image: string; error?: FieldError } {
  const group = images.find((each) => each.serverType === serverType);
  const path = ["spec", "image"];
  if (!group) {
    const allowed = images.map((each) => each.serverType);
    const message = "This type of server is not offered here.";
    return { image: "", error: fieldError(message, ["spec", "serverType"], { allowed }) };
  }
  const image = wanted ?? group.default ?? group.options[0]?.reference;
  if (!image) return { image: "", error: fieldError("No image is chosen, and the admin set no default.", path) };
  const allowed = group.options.map((option) => option.reference);
  const isFree = group.allowsCustom && !group.isReadOnly;
  if (wanted === undefined || isFree || (!group.isReadOnly && allowed.includes(image)) || image === group.default) {
    return { image };
  }
  const message = `The image ${image} is not among those that the admin offers.`;
  return { image, error: fieldError(message, path, { allowed, nextStep: "Choose one of them." }) };
}

type Spec = Partial<NonNullable<CreateNotebookInput["spec"]>>;

function toResources(spec: Spec): {
  requests: Record<string, string>;
  limits: Record<string, string>;
  errors: (FieldError | undefined)[];
} {
  const { cpu = DEFAULT_CPU, memory = DEFAULT_MEMORY, cpuLimit, memoryLimit } = spec;
  return {
    requests: { cpu, memory },
    limits: { ...(cpuLimit && { cpu: cpuLimit }), ...(memoryLimit && { memory: memoryLimit }) },
    errors: [checkLimit("cpuLimit", cpu, cpuLimit), checkLimit("memoryLimit", memory, memoryLimit)],
  };
}

function checkLimit(field: string, request: string, limit: string | undefined): FieldError | undefined {
  if (!limit || compareQuantities(parseQuantity(limit)!, parseQuantity(request)!) >= 0) return undefined;
  const nextStep = `Give at least ${request}, or leave the limit out.`;
  return fieldError(`The limit ${limit} is less than what is asked for, ${request}.`, ["spec", field], { nextStep });
}

function defaultWorkspace(name: string): VolumeChoice {
  const claim = { name: `${name}-workspace`, size: DEFAULT_SIZE, accessMode: "ONE_NODE" as const };
  return {
    mountPath: HOME,
    readOnly: false,
    from: { new: { ...claim, storageClass: undefined }, existing: undefined },
  };
}

/** As Kubeflow's form makes it, so that either form can edit what the other made. */
function podSpec(
  name: string,
  image: string,
  { requests, limits }: { requests: Record<string, string>; limits: Record<string, string> },
  { claimName, mountPath, readOnly }: VolumeChoice & { claimName: string },
): Notebook["spec"]["template"]["spec"] {
  return {
    serviceAccountName: "default-editor",
    containers: [{
      name,
      image,
      imagePullPolicy: "IfNotPresent",
      resources: { requests, ...(Object.keys(limits).length > 0 && { limits }) },
      volumeMounts: [
        { name: "dshm", mountPath: "/dev/shm" },
        { name: "workspace", mountPath, ...(readOnly && { readOnly }) },
      ],
      env: [],
    }],
    volumes: [
      { name: "dshm", emptyDir: { medium: "Memory" } },
      { name: "workspace", persistentVolumeClaim: { claimName, ...(readOnly && { readOnly }) } },
    ],
    tolerations: [],
  };
}

function claimOf(
  { namespace, name }: CreateNotebookInput,
  wanted: NonNullable<VolumeChoice["from"]["new"]>,
  mark: TokenMark | undefined,
): PersistentVolumeClaim {
  return {
    metadata: {
      name: wanted.name,
      namespace,
      labels: { [MADE_FOR_NOTEBOOK_LABEL]: name },
      ...(mark && { annotations: { [CLIENT_TOKEN_ANNOTATION]: mark.annotation } }),
    },
    spec: {
      accessModes: [ACCESS_MODES[wanted.accessMode ?? "ONE_NODE"]],
      resources: { requests: { storage: wanted.size } },
      ...(wanted.storageClass && { storageClassName: wanted.storageClass }),
    },
  };
}

function fieldError(
  message: string,
  path: string[],
  more: { allowed?: string[]; nextStep?: string } = {},
): FieldError {
  return { type: "FieldError", code: "INVALID", message, path, ...more };
}
