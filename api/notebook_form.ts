import type { AccessMode } from "./access_mode.ts";
import type { ServerType } from "./server_type.ts";

/** One image that the admin offers. */
export interface ImageOption {
  reference: string;
  displayName: string;
  description?: string;
  isDeprecated?: boolean;
}

/** The images of one kind of server, as the admin lists them. */
export interface ImageGroup {
  serverType: ServerType;
  displayName: string;
  allowsCustom: boolean;
  /** Reference of the image that is used where none is chosen. */
  default?: string;
  isReadOnly?: boolean;
  options: readonly ImageOption[];
}

/** An amount that a notebook asks for where none is chosen. */
export interface QuantitySetting {
  value: string;
  /** How much more than it asks for a notebook may take at most; absent: no limit. */
  limitFactor?: number;
  /** Nobody may choose another; so everywhere below. */
  isReadOnly?: boolean;
}

/** A kind of accelerator that can be asked for. */
export interface AcceleratorOption {
  /** Resource name, such as nvidia.com/gpu. */
  resource: string;
  displayName: string;
}

/** The kinds of accelerators, and what is asked for where nothing is chosen. */
export interface AcceleratorSetting {
  options: readonly AcceleratorOption[];
  default?: { resource: string; count: number };
  isReadOnly?: boolean;
}

/** A volume that is mounted where none is chosen. */
export interface VolumeSetting {
  /** `{notebook-name}` stands for the notebook's name. */
  namePattern: string;
  mountPath: string;
  /** Absent: one of this name is there already, and none is made. */
  size?: string;
  accessMode: AccessMode;
  storageClass?: string;
}

/** The volumes that are mounted where none are chosen. */
export interface VolumesSetting {
  defaults: readonly VolumeSetting[];
  isReadOnly?: boolean;
}

/** A part of the admin's form that cannot be used. */
export interface FormProblem {
  path: string[];
  message: string;
}

/** What the admin decided about new notebooks. */
export interface NotebookFormSettings {
  images: readonly ImageGroup[];
  cpu: QuantitySetting;
  memory: QuantitySetting;
  accelerators: AcceleratorSetting;
  /** At most one. */
  workspace: VolumesSetting;
  dataVolumes: VolumesSetting;
  /** Whether memory is shared between the processes of a notebook where nothing is chosen. */
  sharedMemory: { value: boolean; isReadOnly?: boolean };
  /** Names of configurations, or keys of the labels by which they select, that are chosen where nothing else is. */
  configurations: { value: readonly string[]; isReadOnly?: boolean };
  /** Set in every notebook. */
  environment: Readonly<Record<string, string>>;
  imagePullPolicy: "IfNotPresent" | "Always" | "Never";
  /** What of the admin's file has no effect. */
  problems: readonly FormProblem[];
}

/** Where Kubeflow's images keep the user's files. */
export const HOME = "/home/jovyan";

/** What holds where the admin says nothing: Kubeflow's form as shipped, without limits. */
export const DEFAULT_FORM: NotebookFormSettings = {
  images: [],
  cpu: { value: "500m" },
  memory: { value: "1Gi" },
  accelerators: {
    options: [
      { resource: "nvidia.com/gpu", displayName: "NVIDIA GPU" },
      { resource: "amd.com/gpu", displayName: "AMD GPU" },
    ],
  },
  workspace: {
    defaults: [{
      namePattern: "{notebook-name}-workspace",
      mountPath: HOME,
      size: "10Gi",
      accessMode: "ONE_NODE",
    }],
  },
  dataVolumes: { defaults: [] },
  sharedMemory: { value: true },
  configurations: { value: [] },
  environment: {},
  imagePullPolicy: "IfNotPresent",
  problems: [],
};

/** The option with this reference in any group. */
export function findImageOption(groups: readonly ImageGroup[], reference: string): ImageOption | undefined {
  return groups.flatMap((group) => group.options).find((option) => option.reference === reference);
}

/** The last part of an image's reference, without registry, tag and digest: `minimal-notebook`. */
export function shortImageName(reference: string): string {
  const path = reference.split("@")[0];
  const last = path.slice(path.lastIndexOf("/") + 1);
  return last.split(":")[0] || reference;
}
