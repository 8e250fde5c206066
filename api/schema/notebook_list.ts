import type { Notebook } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import { waitAtLeast } from "../at_least.ts";
import type { ApiContext } from "../context.ts";
import { keysetPage, type Page } from "../keyset_page.ts";
import { matchesFilter, type NotebookFilter } from "../notebook_filter.ts";
import { DEFAULT_NOTEBOOK_ORDER, sortKeyOf } from "../notebook_order.ts";
import { encodeRevision } from "../revision.ts";
import { builder, guardedBy } from "./builder.ts";
import { RunStateRef } from "./explanation.ts";
import { NotebookRef } from "./notebook.ts";
import { PageInfoRef, SortDirection } from "./page_info.ts";
import { ServerTypeRef } from "./server_type.ts";

type NotebookPage = Page<Notebook> & { revision: string };

const NotebookEdgeRef = builder.objectRef<NotebookPage["edges"][number]>("NotebookEdge").implement({
  description: "A notebook in a page.",
  fields: (t) => ({
    cursor: t.exposeString("cursor", { description: "Where it stands in this order and filter." }),
    node: t.expose("node", { type: NotebookRef, description: "The notebook." }),
  }),
});

const NotebookConnectionRef = builder.objectRef<NotebookPage>("NotebookConnection").implement({
  description: "One page of notebooks.",
  fields: (t) => ({
    edges: t.expose("edges", { type: [NotebookEdgeRef], description: "The rows with their cursors." }),
    nodes: t.field({
      type: [NotebookRef],
      description: "The rows alone.",
      resolve: ({ edges }) => edges.map(({ node }) => node),
    }),
    pageInfo: t.expose("pageInfo", { type: PageInfoRef, description: "Where this page lies." }),
    totalCount: t.exposeInt("totalCount", { description: "Of what the caller may see and the filter lets pass." }),
    revision: t.expose("revision", { type: "Revision", description: "Which state this reflects." }),
  }),
});

/** What a list is narrowed to. */
export const NotebookFilterInput = builder.inputType("NotebookFilter", {
  description: "What a list is narrowed to; parts that are absent narrow nothing.",
  fields: (t) => ({
    search: t.string({ description: "In name, image, creator or message; case-insensitive." }),
    states: t.field({ type: [RunStateRef], description: "Any of these." }),
    serverTypes: t.field({ type: [ServerTypeRef], description: "Any of these." }),
    creator: t.string({ description: "Exactly this." }),
  }),
});

const NotebookSortEnum = builder.enumType("NotebookSort", {
  description: "By what notebooks are ordered.",
  values: {
    NAME: { description: "By name." },
    CREATED: { description: "By when they were made." },
    STATE: { description: "By state, in the order of `RunState`." },
  } as const,
});

const NotebookOrderInput = builder.inputType("NotebookOrder", {
  description: "How notebooks are ordered; names break ties.",
  fields: (t) => ({
    by: t.field({ type: NotebookSortEnum, required: true, description: "By what." }),
    direction: t.field({ type: SortDirection, required: true, defaultValue: "ASC", description: "Which way." }),
  }),
});

builder.queryField("notebook", (t) =>
  t.field({
    type: NotebookRef,
    nullable: true,
    description: "One notebook. Null: gone, or not yours to see; the two cannot be told apart.",
    args: {
      namespace: t.arg({ type: "ResourceName", required: true, description: "Where it is." }),
      name: t.arg({ type: "ResourceName", required: true, description: "What it is called." }),
      atLeast: t.arg({ type: "Revision", description: "Waits until this state is reflected." }),
    },
    resolve: async (_root, { namespace, name, atLeast }, { rights, stores, clock }) => {
      if (!await rights.may(ACCESS.getNotebook, namespace, name)) return null;
      await waitAtLeast(stores.notebooks, "notebooks", atLeast, clock);
      return stores.notebooks.get(`${namespace}/${name}`) ?? null;
    },
  }));

builder.queryField("notebooks", (t) =>
  t.field({
    type: NotebookConnectionRef,
    description:
      "Without `namespace`: all that the caller may list. Forbidden in a named one is an error, not an empty list. " +
      "Pages: 50 by default, 500 at most. Cursors are keyset (sort key + id, bound to orderBy and filter: another " +
      "order is refused), so a page never repeats or skips a row because others came or went.",
    extensions: guardedBy(ACCESS.listNotebooks),
    args: {
      namespace: t.arg({ type: "ResourceName", description: "Only there." }),
      filter: t.arg({ type: NotebookFilterInput, description: "Only these." }),
      orderBy: t.arg({ type: NotebookOrderInput, description: "By name unless said." }),
      first: t.arg.int({ description: "This many from the beginning, or after `after`." }),
      after: t.arg.string({ description: "A cursor of this order and filter." }),
      last: t.arg.int({ description: "This many from the end, or before `before`." }),
      before: t.arg.string({ description: "A cursor of this order and filter." }),
      atLeast: t.arg({ type: "Revision", description: "Waits until this state is reflected." }),
    },
    resolve: async (_root, { namespace, filter, orderBy, atLeast, ...page }, context) => {
      const { stores, clock } = context;
      const namespaces = await listableNamespaces(context, namespace);
      await waitAtLeast(stores.notebooks, "notebooks", atLeast, clock);
      const narrowed: NotebookFilter | undefined = filter ?? undefined;
      const { by, direction } = orderBy ?? DEFAULT_NOTEBOOK_ORDER;
      const notebooks = namespaces.flatMap((each) => stores.notebooks.list(each))
        .filter((each) => matchesFilter(each, narrowed));
      const list = JSON.stringify([by, direction, namespace ?? null, narrowed ?? null]);
      const keyOf = (notebook: Notebook) => sortKeyOf(notebook, by);
      const isDescending = direction === "DESC";
      const revision = encodeRevision({ notebooks: stores.notebooks.resourceVersion || "0" });
      return { ...keysetPage(notebooks, page, { keyOf, isDescending, list }), revision };
    },
  }));

async function listableNamespaces({ rights, stores }: ApiContext, namespace: string | null | undefined) {
  if (namespace == null) {
    return await rights.filter(ACCESS.listNotebooks, stores.namespaces.list().map(({ metadata }) => metadata.name));
  }
  await rights.require(ACCESS.listNotebooks, namespace);
  return [namespace];
}
