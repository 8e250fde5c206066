import { getOperationAST, type GraphQLSchema, parse } from "graphql";
import { createYoga, type Plugin } from "graphql-yoga";
import type { Log } from "../../platform/log.ts";
import type { Identity } from "../authentication.ts";
import type { ApiContext } from "../context.ts";
import { requestError } from "../request_error.ts";
import { createErrorMask } from "./mask_error.ts";
import { createLimitsRule, type OperationLimits } from "./operation_limits.ts";

/** What the handler gives to each operation. */
export interface ServerContext {
  identity: Identity;
}

export interface GraphqlOptions {
  schema: GraphQLSchema;
  contextOf(identity: Identity): ApiContext;
  limits: OperationLimits;
  maxBodyBytes: number;
  log: Log;
  newId(): string;
}

/** The GraphQL engine of HTTP and SSE; `getEnveloped` gives the same limits and masks to the WebSocket. */
export type GraphqlEngine = ReturnType<typeof createGraphql>;

/** Name of the header without which no mutation runs: a foreign page cannot set it. */
export const REQUEST_HEADER = "x-atelier-request";

/** Makes the engine. */
export function createGraphql({ schema, contextOf, limits, maxBodyBytes, log, newId }: GraphqlOptions) {
  return createYoga<ServerContext, ApiContext>({
    schema,
    context: ({ identity }) => contextOf(identity),
    graphqlEndpoint: "/graphql",
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    logging: false,
    maxRequestBodySize: maxBodyBytes,
    maskedErrors: { maskError: createErrorMask(log, newId) },
    plugins: [useLimits(limits), useMutationGate()],
  });
}

function useLimits(limits: OperationLimits): Plugin {
  const rule = createLimitsRule(limits);
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string) => parse(source, { maxTokens: limits.tokens }));
    },
    onValidate({ addValidationRule }) {
      addValidationRule(rule);
    },
  };
}

/** Lets a mutation pass only with the header, over HTTP; a WebSocket has no `request` here and refuses by itself. */
function useMutationGate(): Plugin {
  return {
    onParse() {
      return ({ result, context }) => {
        const { request, params } = context as { request?: Request; params?: { operationName?: string } };
        if (!request || !result || result instanceof Error) return;
        const isMutation = getOperationAST(result, params?.operationName)?.operation === "mutation";
        if (!isMutation || request.method !== "POST" || request.headers.get(REQUEST_HEADER) === "1") return;
        const message = `Cannot run this mutation: the header ${REQUEST_HEADER}: 1 is missing.`;
        throw requestError("FORBIDDEN", message, { status: 403 });
      };
    },
  };
}
