import { type Cause, cause } from "../field_cause.ts";
import { type Fields, fieldsAt } from "../json_value.ts";
import { checkForm } from "../name_forms.ts";
import { isAbsent, listAt, localPath, needed, noBackwards, unique, unless } from "./value_rules.ts";

/** In Kubernetes' order: of two types it is the later one that is refused. */
const TYPES = [
  ...["emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs", "iscsi"],
  ...["glusterfs", "flocker", "persistentVolumeClaim", "rbd", "cephfs", "cinder", "downwardAPI", "fc", "azureFile"],
  ...["configMap", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos", "projected"],
  ...["scaleIO", "csi", "ephemeral", "image"],
];
/** The types that are named, and the field that names them. */
const NAMED: Record<string, string> = { configMap: "name", secret: "secretName" };

/** What is wrong with a pod's volumes. */
export function checkVolumes(volumes: Fields[], path: string): Cause[] {
  return [
    ...unique(path, volumes, "name"),
    ...volumes.flatMap((volume, i) => [
      ...(isAbsent(volume.name) ? [] : checkForm(`${path}[${i}].name`, String(volume.name), "label")),
      ...checkVolume(volume, `${path}[${i}]`),
    ]),
  ];
}

function checkVolume(volume: Fields, path: string): Cause[] {
  const [type, ...more] = TYPES.filter((each) => volume[each] !== undefined);
  if (!type) return [];
  return [
    ...checkSource(type, fieldsAt(volume, type), `${path}.${type}`),
    ...more.map((each) => cause.forbidden(`${path}.${each}`, "may not specify more than 1 volume type")),
  ];
}

function checkSource(type: string, source: Fields, path: string): Cause[] {
  const { defaultMode, sizeLimit, path: host } = source;
  const isMode = defaultMode === undefined || (Number(defaultMode) >= 0 && Number(defaultMode) <= 0o777);
  const mode = "must be a number between 0 and 0777 (octal), both inclusive";
  return [
    ...(NAMED[type] ? needed(`${path}.${NAMED[type]}`, source[NAMED[type]]) : []),
    ...unless(isMode, cause.invalid(`${path}.defaultMode`, defaultMode, mode)),
    ...listAt(source, "items").flatMap((item, i) => localPath(`${path}.items[${i}].path`, item.path)),
    ...unless(
      !String(sizeLimit ?? "").startsWith("-"),
      cause.forbidden(`${path}.sizeLimit`, "SizeLimit field must be a valid resource quantity"),
    ),
    ...(type === "hostPath" ? noBackwards(`${path}.path`, host) : []),
  ];
}
