import type { Schema, SchemaDocument } from "../../kube/schema.ts";
import type { PrinterColumn } from "../../kube/printing/table.ts";
import { compareVersions } from "../../kube/version_priority.ts";
import builtins from "./builtins.json" with { type: "json" };
import { qualified, type Subject } from "../../kube/failure.ts";
import { linkDefinitions } from "../../kube/structural/mod.ts";
import type { Storage } from "./storage.ts";
import type { UntypedObject } from "../../kube/object.ts";

/** One kind in one served version. */
export interface Resource extends Subject {
  /** `plural` or `plural.group`: where its objects are stored, whatever the version. */
  readonly id: string;
  readonly version: string;
  readonly singular: string;
  readonly listKind: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly subresources: readonly string[];
  /** Reviews can only be created. */
  readonly isReview: boolean;
  readonly isCustom: boolean;
  readonly schema: Schema;
  readonly columns: readonly PrinterColumn[];
  /** Paths that a field selector may name, besides the name and the namespace. */
  readonly selectable: readonly string[];
}

/** A CustomResourceDefinition, as far as it is read here; the server has filled in its names. */
interface DefinitionSpec {
  group: string;
  scope: string;
  names: {
    plural: string;
    singular: string;
    kind: string;
    listKind: string;
    shortNames?: string[];
    categories?: string[];
  };
  versions: DefinitionVersion[];
}
interface DefinitionVersion {
  name: string;
  served: boolean;
  storage: boolean;
  schema?: { openAPIV3Schema?: Schema };
  subresources?: { status?: unknown };
  additionalPrinterColumns?: PrinterColumn[];
}

const REVIEWS = ["authentication.k8s.io", "authorization.k8s.io"];
/** Id of the resource in which CustomResourceDefinitions are stored. */
export const CRDS = "customresourcedefinitions.apiextensions.k8s.io";

/** Every resource that is served now: the built-ins, and what the stored CustomResourceDefinitions define. */
export class Registry {
  readonly definitions: Record<string, Schema>;
  #builtins: Resource[];
  #custom = new Map<string, Resource[]>();

  constructor(storage: Storage, document: SchemaDocument) {
    this.definitions = linkDefinitions(document, builtins.defaults);
    this.#builtins = builtins.kinds.map((each) => this.#builtin(each));
    for (const definition of storage.list(CRDS)) this.#define(definition);
    storage.subscribe((event) => {
      if (event.resource !== CRDS) return;
      if (event.type === "DELETED") this.#custom.delete(event.object.metadata.name);
      else this.#define(event.object);
    });
  }

  all(): Resource[] {
    return [...this.#builtins, ...[...this.#custom.values()].flat()];
  }

  find(group: string, version: string, plural: string): Resource | undefined {
    return this.all().find((each) => each.plural === plural && each.group === group && each.version === version);
  }

  /** The resource in its first served version, by the id under which it is stored. */
  byId(id: string): Resource | undefined {
    return this.all().find((each) => each.id === id);
  }

  byKind(apiVersion: unknown, kind: unknown): Resource | undefined {
    return this.all().find((each) => each.kind === kind && apiVersionOf(each) === apiVersion);
  }

  #builtin(row: (typeof builtins.kinds)[number]): Resource {
    const { group, plural, kind } = row;
    const schema = Object.values(this.definitions).find((each) => {
      const kinds = [each["x-kubernetes-group-version-kind"] ?? []].flat();
      return kinds.some((one) => one.kind === kind && one.group === group);
    });
    const isReview = REVIEWS.includes(group);
    if (!schema && !isReview) throw new Error(`Cannot serve ${kind}: the OpenAPI document does not have it`);
    const names = { singular: kind.toLowerCase(), listKind: `${kind}List`, id: qualified(plural, group) };
    const { selectable = [] } = row;
    return {
      ...row,
      ...names,
      selectable,
      version: "v1",
      schema: schema ?? {},
      isReview,
      isCustom: false,
    };
  }

  #define(definition: UntypedObject): void {
    const { group, scope, names, versions } = definition.spec as DefinitionSpec;
    const resources = versions.filter((each) => each.served).sort((a, b) => compareVersions(a.name, b.name)).map((
      version,
    ): Resource => ({
      ...{ shortNames: [], categories: [], ...names, group, version: version.name, id: qualified(names.plural, group) },
      ...{ namespaced: scope === "Namespaced", isReview: false, isCustom: true, selectable: [] },
      subresources: version.subresources?.status ? ["status"] : [],
      schema: this.#rooted(version.schema?.openAPIV3Schema ?? {}),
      columns: version.additionalPrinterColumns ?? [],
    }));
    this.#custom.set(definition.metadata.name, resources);
  }

  #rooted(schema: Schema): Schema {
    const { apiVersion, kind, metadata } = this.definitions["io.k8s.api.core.v1.Pod"].properties!;
    return { ...schema, properties: { ...schema.properties, apiVersion, kind, metadata } };
  }
}

/** `v1` or `group/version`. */
export const apiVersionOf = (resource: Resource): string =>
  resource.group ? `${resource.group}/${resource.version}` : resource.version;
