import { badRequest } from "./failure.ts";
import type { Resource } from "./registry.ts";
import { at, type StoredObject } from "./stored_object.ts";

/** Decides whether an object is wanted. */
export type Selector = (object: StoredObject) => boolean;

/** Fields besides metadata.name and metadata.namespace by which a built-in can be selected. */
const SELECTABLE: Record<string, readonly string[]> = {
  pods: [
    ..."spec.nodeName spec.restartPolicy spec.schedulerName spec.serviceAccountName spec.hostNetwork".split(" "),
    ..."status.phase status.podIP status.nominatedNodeName".split(" "),
  ],
  events: [
    ..."kind namespace name uid apiVersion resourceVersion fieldPath".split(" ").map((each) =>
      `involvedObject.${each}`
    ),
    ...["reason", "reportingComponent", "source", "type"],
  ],
  namespaces: ["status.phase"],
  nodes: ["spec.unschedulable"],
};

/** The selector of a list or watch; throws 400 for one that cannot be read or a field that is not selectable. */
export function toSelector(params: URLSearchParams, resource: Resource, name: string): Selector {
  const tests = [
    ...splitSelector(params.get("labelSelector") ?? "").map(labelTest),
    ...splitSelector(params.get("fieldSelector") ?? "").map((term) => fieldTest(term, resource)),
  ];
  if (name) tests.push((object) => object.metadata.name === name);
  return (object) => tests.every((test) => test(object));
}

const splitSelector = (text: string) =>
  text.split(/,(?![^()]*\))/).map((term) => term.trim()).filter((term) => term !== "");

function labelTest(term: string): Selector {
  const label = (object: StoredObject, key: string) => object.metadata.labels?.[key];
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(term);
  if (set) {
    const [, key, operator, list] = set;
    const values = list.split(",").map((each) => each.trim());
    return (object) => values.includes(label(object, key) as string) === (operator === "in");
  }
  const equality = /^([^!=\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(term);
  if (equality) {
    const [, key, operator, value] = equality;
    return (object) => (label(object, key) === value) === (operator !== "!=");
  }
  const existence = /^(!?)\s*([^!=\s()]+)$/.exec(term);
  if (!existence) throw badRequest(`unable to parse requirement: found '${term}', expected: identifier`);
  return (object) => (label(object, existence[2]) !== undefined) === (existence[1] === "");
}

function fieldTest(term: string, resource: Resource): Selector {
  const [, path, operator, value] = /^([^!=]+?)(==|=|!=)(.*)$/.exec(term) ?? [];
  if (path === undefined) throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`);
  const isKnown = path === "metadata.name" || path === "metadata.namespace" ||
    (!resource.isCustom && SELECTABLE[resource.plural]?.includes(path));
  if (!isKnown) throw badRequest(`field label not supported: ${path}`);
  const read = path === "source" ? "source.component" : path;
  return (object) => (String(at(object, read) ?? "") === value) === (operator !== "!=");
}
