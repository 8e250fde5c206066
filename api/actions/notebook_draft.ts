import {
  CLIENT_TOKEN_ANNOTATION,
  compareQuantities,
  CREATOR_ANNOTATION,
  MADE_FOR_NOTEBOOK_LABEL,
  type Notebook,
  parseQuantity,
  SERVER_TYPE_ANNOTATION,
} from "../../kube/mod.ts";
import type { ImageGroup } from "../notebook_form.ts";
import { HOME } from "../notebook_view.ts";
import { fromServerType, type ServerType } from "../server_type.ts";
import { draftClaim } from "./claim_draft.ts";
import type { TokenMark } from "./client_token.ts";
import type { Draft } from "./create_draft.ts";
import type { CreateNotebookInput, VolumeChoice } from "./notebook_input.ts";
import type { FieldError } from "./user_error.ts";

const DEFAULT_CPU = "500m";
const DEFAULT_MEMORY = "1Gi";
const DEFAULT_SIZE = "10Gi";

/** What a draft needs to know besides the input. */
export interface DraftOptions {
  creator: string;
  images: readonly ImageGroup[];
  serviceAccountName: string;
  mark?: TokenMark;
}

/** A volume that is chosen, and where in the input. */
export interface ChosenVolume {
  /** What the pod calls it. */
  name: string;
  choice: VolumeChoice;
  path: string[];
}

/** The volumes of a checked input, the workspace first, with the admin's default where none is chosen. */
export function volumesOf({ name, spec }: CreateNotebookInput): ChosenVolume[] {
  return [{ name: "workspace", choice: spec?.workspace ?? defaultWorkspace(name), path: ["spec", "workspace"] }];
}

/** Turns a checked input into the objects to make, filling in the admin's defaults; or says what cannot be. */
export function draftNotebook(
  input: CreateNotebookInput,
  { creator, images, serviceAccountName, mark }: DraftOptions,
): { draft: Draft<Notebook>; errors: [] } | { draft?: undefined; errors: FieldError[] } {
  const { namespace, name } = input;
  const spec: Spec = input.spec ?? {};
  const serverType = spec.serverType ?? "JUPYTER";
  const chosen = chooseImage(serverType, spec.image, images);
  const resources = toResources(spec);
  const errors = [chosen.error, ...resources.errors].filter((error) => error !== undefined);
  if (errors.length > 0) return { errors };
  const annotations = {
    [SERVER_TYPE_ANNOTATION]: serverType === "OTHER" ? "other" : fromServerType(serverType),
    [CREATOR_ANNOTATION]: creator,
    ...(mark && { [CLIENT_TOKEN_ANNOTATION]: mark.annotation }),
  };
  const volumes = volumesOf(input);
  const object: Notebook = {
    metadata: { name, namespace, labels: { app: name }, annotations },
    spec: { template: { spec: podSpec(name, { image: chosen.image, serviceAccountName, resources, volumes }) } },
  };
  return { draft: { object, ...claimsOf(input, volumes, mark) }, errors: [] };
}

/** The claims that volumes want made, and those that must be there. */
function claimsOf({ namespace, name }: CreateNotebookInput, volumes: readonly ChosenVolume[], mark?: TokenMark) {
  const labels = { [MADE_FOR_NOTEBOOK_LABEL]: name };
  return {
    newClaims: volumes.flatMap(({ choice: { from }, path }) =>
      from.new ? [{ claim: draftClaim(from.new, { namespace, labels, mark }), path: [...path, "from", "new"] }] : []
    ),
    existingClaims: volumes.flatMap(({ choice: { from }, path }) =>
      from.existing ? [{ name: from.existing, path: [...path, "from", "existing"] }] : []
    ),
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
  { image, serviceAccountName, resources: { requests, limits }, volumes }: {
    image: string;
    serviceAccountName: string;
    resources: { requests: Record<string, string>; limits: Record<string, string> };
    volumes: readonly ChosenVolume[];
  },
): Notebook["spec"]["template"]["spec"] {
  return {
    serviceAccountName,
    containers: [{
      name,
      image,
      imagePullPolicy: "IfNotPresent",
      resources: { requests, ...(Object.keys(limits).length > 0 && { limits }) },
      volumeMounts: [
        { name: "dshm", mountPath: "/dev/shm" },
        ...volumes.map(({ name, choice: { mountPath, readOnly } }) => ({
          name,
          mountPath,
          ...(readOnly && { readOnly }),
        })),
      ],
      env: [],
    }],
    volumes: [
      { name: "dshm", emptyDir: { medium: "Memory" } },
      ...volumes.map(({ name, choice: { from, readOnly } }) => ({
        name,
        persistentVolumeClaim: {
          claimName: from.new?.name ?? from.existing ?? "",
          ...(readOnly && { readOnly }),
        },
      })),
    ],
    tolerations: [],
  };
}

function fieldError(
  message: string,
  path: string[],
  more: { allowed?: string[]; nextStep?: string } = {},
): FieldError {
  return { type: "FieldError", code: "INVALID", message, path, ...more };
}
