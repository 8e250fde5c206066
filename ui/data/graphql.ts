import { initGraphQLTada } from "gql.tada";
import type { introspection } from "../graphql-env.d.ts";

/** Makes typed documents; their types come from schema.graphql by way of graphql-env.d.ts. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    Bytes: number;
    ClientToken: string;
    DateTime: string;
    Duration: string;
    Quantity: string;
    ReasonCode: string;
    ResourceName: string;
    Revision: string;
    URL: string;
  };
  disableMasking: true;
}>();
export type { FragmentOf, ResultOf, VariablesOf } from "gql.tada";
