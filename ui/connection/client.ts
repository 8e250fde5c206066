/** Effects: queries and mutations over fetch. */
import { Client, type CombinedError, fetchExchange, type TypedDocumentNode } from "@urql/core";
import { type Fault, faultOfErrors, UNREACHABLE } from "./fault.ts";

/** What a query or mutation came to. */
export type Outcome<Data> = { data: Data; fault: null } | { data: null; fault: Fault };

/** Runs a query or a mutation once. */
export type Run = <Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
) => Promise<Outcome<Data>>;

/** The urql client without a cache: lists live in ui/data, fed by subscriptions. */
export function createGraphqlClient(url: string): Client {
  return new Client({
    url,
    exchanges: [fetchExchange],
    requestPolicy: "network-only",
    preferGetMethod: false,
    fetchOptions: { headers: { "x-atelier-request": "1", "content-type": "application/json" } },
  });
}

/** Queries and mutations as promises that never reject. */
export function createRunners(client: Client): { query: Run; mutate: Run } {
  return {
    query: async (document, variables) => toOutcome(await client.query(document, variables as never).toPromise()),
    mutate: async (document, variables) => toOutcome(await client.mutation(document, variables as never).toPromise()),
  };
}

function toOutcome<Data>(result: { data?: Data; error?: CombinedError }): Outcome<Data> {
  const { data, error } = result;
  if (data && !error) return { data, fault: null };
  return { data: null, fault: faultOf(error) };
}

function faultOf(error: CombinedError | undefined): Fault {
  if (error?.graphQLErrors.length) return faultOfErrors(error.graphQLErrors);
  const status = (error?.response as Response | undefined)?.status;
  if (status === 401) return { code: "UNAUTHENTICATED", message: "", nextStep: null };
  return { code: UNREACHABLE, message: "", nextStep: null };
}
