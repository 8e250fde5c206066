import type { Page } from "../keyset_page.ts";
import { builder } from "./builder.ts";

/** Where a page lies in its list. */
export const PageInfoRef = builder.objectRef<Page<unknown>["pageInfo"]>("PageInfo");

PageInfoRef.implement({
  description: "Where a page lies in its list.",
  fields: (t) => ({
    hasNextPage: t.exposeBoolean("hasNextPage", { description: "Whether rows follow." }),
    hasPreviousPage: t.exposeBoolean("hasPreviousPage", { description: "Whether rows come before." }),
    startCursor: t.exposeString("startCursor", {
      nullable: true,
      description: "Of the first row, for `before`. Null: the page is empty.",
    }),
    endCursor: t.exposeString("endCursor", {
      nullable: true,
      description: "Of the last row, for `after`. Null: the page is empty.",
    }),
  }),
});

/** Which way a list is ordered. */
export const SortDirection = builder.enumType("SortDirection", {
  description: "Which way a list is ordered.",
  values: {
    ASC: { description: "Smallest, oldest or first in the alphabet first." },
    DESC: { description: "The other way round." },
  } as const,
});
