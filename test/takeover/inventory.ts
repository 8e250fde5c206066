/** What of a world must be the same after a takeover. */
import {
  type Deployment,
  DEPLOYMENTS,
  type KubeClient,
  type KubeObject,
  type Pod,
  PODS,
  REPLICA_SETS,
  type ResourceType,
  SERVICES,
  STATEFUL_SETS,
  type StatefulSet,
} from "../../kube/mod.ts";
import { CHILDREN, FORMER, TOOLS, VIRTUAL_SERVICES } from "./kubeflow_leftovers.ts";

/** Of a plane; the built-in kind keeps one for each template that a StatefulSet ever had. */
const CONTROLLER_REVISIONS: ResourceType = {
  group: "apps",
  version: "v1",
  plural: "controllerrevisions",
  kind: "ControllerRevision",
  namespaced: true,
};

/** What each object is that a takeover must leave alone, under `Kind namespace/name`. */
export type Inventory = Record<string, unknown>;

/** Reads it; what is made for the TensorBoard that had nothing, `on-path`, is left out. */
export async function readInventory(admin: KubeClient): Promise<Inventory> {
  const facts: [ResourceType, (object: KubeObject) => unknown][] = [
    ...TOOLS.map((type): [ResourceType, typeof wishFacts] => [type, wishFacts]),
    [STATEFUL_SETS as ResourceType, setFacts],
    [DEPLOYMENTS as ResourceType, deploymentFacts],
    [SERVICES as ResourceType, specFacts],
    [VIRTUAL_SERVICES, routeFacts],
    [PODS as ResourceType, podFacts],
    [REPLICA_SETS as ResourceType, identity],
    [CONTROLLER_REVISIONS, identity],
  ];
  const found: Inventory = {};
  for (const [type, factsOf] of facts) {
    for (const each of await ofTools(admin, type)) found[`${type.kind} ${nameOf(each)}`] = factsOf(each);
  }
  return found;
}

/** All objects of a kind in the namespaces that were loaded. */
export async function ofTools<T extends KubeObject>(admin: KubeClient, type: ResourceType<T>): Promise<T[]> {
  const { items } = await admin.list(type);
  const isLoaded = ({ metadata }: KubeObject) => metadata.namespace?.startsWith("team-") === true;
  return items.filter((each) => isLoaded(each) && !/^on-path(-|$)/.test(each.metadata.name));
}

/** Children of which a controller that was replaced still owns fields, by their names. */
export async function leftToFormers(admin: KubeClient): Promise<string[]> {
  const lists = await Promise.all(CHILDREN.map((type) => ofTools(admin, type)));
  const isFormers = ({ metadata }: KubeObject) =>
    metadata.managedFields?.some(({ manager, subresource }) =>
      Object.values(FORMER).includes(manager!) && !subresource
    );
  return lists.flat().filter(isFormers).map((each) => nameOf(each));
}

/** By which version each object stands; the same ones twice: nothing was written between. */
export async function readVersions(admin: KubeClient): Promise<Record<string, string | undefined>> {
  const lists = await Promise.all([...TOOLS, ...CHILDREN, PODS as ResourceType].map((type) => admin.list(type)));
  return Object.fromEntries(
    lists.flatMap(({ items }) => items).map(({ metadata }) => [metadata.uid!, metadata.resourceVersion]),
  );
}

const nameOf = ({ metadata }: KubeObject) => `${metadata.namespace}/${metadata.name}`;
const identity = ({ metadata }: KubeObject) => metadata.uid;

function wishFacts(object: KubeObject) {
  const { uid, generation, labels, annotations } = object.metadata;
  return { uid, generation, labels, annotations, spec: (object as { spec?: unknown }).spec };
}

/** The generation counts every change of the spec. */
function setFacts(object: KubeObject) {
  const { metadata, spec, status } = object as StatefulSet;
  const { currentRevision, updateRevision } = status!;
  return { uid: metadata.uid, generation: metadata.generation, spec, currentRevision, updateRevision };
}

/** Only the strategy of a TensorBoard's changes, which is no part of its template. */
function deploymentFacts(object: KubeObject) {
  const { metadata, spec } = object as Deployment;
  return { uid: metadata.uid, template: spec!.template, replicas: spec!.replicas, selector: spec!.selector };
}

function specFacts(object: KubeObject) {
  return { uid: object.metadata.uid, spec: (object as { spec?: unknown }).spec };
}

/** Kubeflow's have headers of which none are set, which ours leave out: to Istio it is the same. */
function routeFacts(object: KubeObject) {
  const { uid, spec } = specFacts(object);
  const text = JSON.stringify(spec);
  return {
    uid,
    spec: text.replaceAll('"headers":{"request":{"set":{}}},', "").replaceAll(',"headers":{"request":{"set":{}}}', ""),
  };
}

function podFacts(object: KubeObject) {
  const { metadata, spec, status } = object as Pod;
  const restarts = status?.containerStatuses?.map((each) => each.restartCount);
  return { uid: metadata.uid, spec, phase: status?.phase, restarts };
}
