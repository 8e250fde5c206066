import {
  CLIENT_TOKEN_ANNOTATION,
  CREATOR_ANNOTATION,
  type Notebook,
  type PodDefault,
  SERVER_TYPE_ANNOTATION,
} from "../../kube/mod.ts";
import type { NotebookFormSettings } from "../notebook_form.ts";
import { fromServerType } from "../server_type.ts";
import { usualConfigurations } from "../configurations.ts";
import { chooseConfigurations, findDisagreement } from "./chosen_configurations.ts";
import { chooseImage } from "./chosen_image.ts";
import { chooseResources, type ChosenResources } from "./chosen_resources.ts";
import { checkVolumes, type ChosenVolume, claimsOf, volumesOf } from "./chosen_volumes.ts";
import type { TokenMark } from "./client_token.ts";
import type { Draft } from "./create_draft.ts";
import type { CreateNotebookInput, NotebookSpecInput } from "./notebook_input.ts";
import { checkReadOnly } from "./read_only_fields.ts";
import type { CreateError } from "./user_error.ts";

/** What a draft needs to know besides the input. */
export interface DraftOptions {
  creator: string;
  form: NotebookFormSettings;
  /** Of the namespace. */
  podDefaults: readonly PodDefault[];
  serviceAccountName: string;
  mark?: TokenMark;
}

/** Turns a checked input into the objects to make, filling in the admin's defaults; or says what cannot be. */
export function draftNotebook(
  input: CreateNotebookInput,
  { creator, form, podDefaults, serviceAccountName, mark }: DraftOptions,
): { draft: Draft<Notebook>; errors: [] } | { draft?: undefined; errors: CreateError[] } {
  const { namespace, name } = input;
  const spec: NotebookSpecInput = input.spec ?? {};
  const serverType = spec.serverType ?? "JUPYTER";
  const volumes = volumesOf(input, form);
  const chosen = chooseImage(serverType, spec.image, form.images);
  const resources = chooseResources(spec, form);
  const wanted = spec.configurations ?? usualConfigurations(form.configurations.value, podDefaults);
  const configured = chooseConfigurations(wanted, podDefaults, { app: name });
  const errors = [
    ...checkReadOnly(spec, form),
    ...chosen.error ? [chosen.error] : [],
    ...resources.errors,
    ...checkVolumes(input, volumes),
    ...configured.errors,
  ];
  if (errors.length > 0) return { errors };
  const annotations = {
    [SERVER_TYPE_ANNOTATION]: serverType === "OTHER" ? "other" : fromServerType(serverType),
    [CREATOR_ANNOTATION]: creator,
    ...(mark && { [CLIENT_TOKEN_ANNOTATION]: mark.annotation }),
  };
  const sharesMemory = spec.sharedMemory ?? form.sharedMemory.value;
  const parts = { image: chosen.image, serviceAccountName, resources, volumes, sharesMemory, form };
  const object: Notebook = {
    metadata: { name, namespace, labels: { app: name, ...configured.labels }, annotations },
    spec: { template: { spec: podSpec(name, parts) } },
  };
  const disagreement = findDisagreement(object, wanted, podDefaults);
  if (disagreement) return { errors: [disagreement] };
  return { draft: { object, ...claimsOf(input, volumes, mark) }, errors: [] };
}

interface PodParts {
  image: string;
  serviceAccountName: string;
  resources: ChosenResources;
  volumes: readonly ChosenVolume[];
  sharesMemory: boolean;
  form: Pick<NotebookFormSettings, "environment" | "imagePullPolicy">;
}

/** As Kubeflow's form makes it, so that either form can edit what the other made. */
function podSpec(
  name: string,
  { image, serviceAccountName, resources: { requests, limits }, volumes, sharesMemory, form }: PodParts,
): Notebook["spec"]["template"]["spec"] {
  return {
    serviceAccountName,
    containers: [{
      name,
      image,
      imagePullPolicy: form.imagePullPolicy,
      resources: { requests, ...(Object.keys(limits).length > 0 && { limits }) },
      volumeMounts: [
        ...sharesMemory ? [{ name: "dshm", mountPath: "/dev/shm" }] : [],
        ...volumes.map(({ name, choice: { mountPath, readOnly } }) => ({
          name,
          mountPath,
          ...(readOnly && { readOnly }),
        })),
      ],
      env: Object.entries(form.environment).map(([name, value]) => ({ name, value })),
    }],
    volumes: [
      ...sharesMemory ? [{ name: "dshm", emptyDir: { medium: "Memory" } }] : [],
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
