import type { KubeObject } from "../../kube/mod.ts";
import type { NounPage } from "../noun_list.ts";
import { builder } from "./builder.ts";
import { PageInfoRef } from "./page_info.ts";

type ObjectRefOf<T> = ReturnType<typeof builder.objectRef<T>>;

// `as never` below: the compiler cannot see through a type parameter that a ref of T takes a T.

/** The connection of one noun with its edges, as `NotebookConnection` and `NotebookEdge`. */
export function createConnection<T extends KubeObject>(name: string, ref: ObjectRefOf<T>, plural: string) {
  const edge = builder.objectRef<NounPage<T>["edges"][number]>(`${name}Edge`);
  edge.implement({
    description: `One of ${plural} in a page.`,
    fields: (t) => ({
      cursor: t.string({ description: "Where it stands in this order and filter.", resolve: ({ cursor }) => cursor }),
      node: t.field({ type: ref, description: "The object.", resolve: ({ node }) => node as never }),
    }),
  });
  const connection = builder.objectRef<NounPage<T>>(`${name}Connection`);
  return connection.implement({
    description: `One page of ${plural}.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: "The rows with their cursors.",
        resolve: ({ edges }) => edges as never,
      }),
      nodes: t.field({
        type: [ref],
        description: "The rows alone.",
        resolve: ({ edges }) => edges.map(({ node }) => node) as never,
      }),
      pageInfo: t.field({
        type: PageInfoRef,
        description: "Where this page lies.",
        resolve: ({ pageInfo }) => pageInfo,
      }),
      totalCount: t.int({
        description: "Of what the caller may see and the filter lets pass.",
        resolve: ({ totalCount }) => totalCount,
      }),
      revision: t.field({
        type: "Revision",
        description: "Which state this reflects.",
        resolve: ({ revision }) => revision,
      }),
    }),
  });
}
