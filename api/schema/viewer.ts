import { groupsOf } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import type { Identity } from "../authentication.ts";
import { keysetPage } from "../keyset_page.ts";
import { builder, perViewer } from "./builder.ts";
import { NamespaceConnectionRef } from "./namespace.ts";

const ViewerRef = builder.objectRef<Identity>("Viewer").implement({
  description: "The caller, and nothing about anybody else.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "As Kubernetes knows them." }),
    groups: t.stringList({ description: "With those that Kubernetes adds.", resolve: groupsOf }),
    authenticatedBy: t.exposeString("authenticatedBy", {
      description: "How we know: `header`; on a developer's machine also `dev-cookie` or `dev-default`.",
    }),
    namespaces: t.field({
      type: NamespaceConnectionRef,
      description: "Where they may list notebooks. Pages: 100 by default, 500 at most.",
      args: {
        first: t.arg.int({ defaultValue: 100, description: "This many." }),
        after: t.arg.string({ description: "After this cursor of the same search." }),
        search: t.arg.string({ description: "Part of the name; case-insensitive." }),
      },
      resolve: async (_viewer, { search, ...page }, { rights, stores }) => {
        const wanted = (search ?? "").toLowerCase();
        const candidates = stores.namespaces.list().filter(({ metadata }) => metadata.name.includes(wanted));
        const mine = new Set(
          await rights.filter(ACCESS.notebooks.list, candidates.map(({ metadata }) => metadata.name)),
        );
        return keysetPage(candidates.filter(({ metadata }) => mine.has(metadata.name)), page, {
          keyOf: ({ metadata }) => [metadata.name],
          list: `namespaces ${wanted}`,
          defaultSize: 100,
        });
      },
    }),
  }),
});

builder.queryField("viewer", (t) =>
  t.field({
    type: ViewerRef,
    description: "The caller.",
    extensions: perViewer,
    resolve: (_root, _args, { identity }) => identity,
  }));
