/** What other rooms may use of the page: its build and its generated types. The page itself starts in main.tsx. */
export { buildUi } from "./build.ts";
export { generateGraphqlEnv, GRAPHQL_ENV_FILE, printGraphqlEnv } from "./gen_env.ts";
