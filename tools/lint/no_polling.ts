import { pathFromRoot } from "./effect_places.ts";

const REFUSED_CALLS = ["setInterval", "setTimeout", "requestAnimationFrame", "sleep", "fetch"];
const REFUSED_METHODS = [...REFUSED_CALLS, "refetch", "reexecuteOperation", "poll"];
const REQUESTS = ["query", "mutation", "executeQuery", "executeMutation", "toPromise"];
const LOOPS = ["ForStatement", "ForInStatement", "WhileStatement", "DoWhileStatement"];
const HINT = "Subscribe instead; reconnecting and pinging live in ui/connection";

/** Refuses timers and repeated requests in ui/data: the page is fed by subscriptions alone. */
export const noPolling: Deno.lint.Rule = {
  create(context) {
    const path = pathFromRoot(context.filename);
    if (!path.startsWith("ui/data/") || /_test\.tsx?$/.test(path)) return {};
    return {
      CallExpression(node) {
        const name = calledName(node);
        if (name === undefined) return;
        const refused = node.callee.type === "Identifier" ? REFUSED_CALLS : REFUSED_METHODS;
        if (refused.includes(name)) {
          context.report({ node, message: `Cannot call ${name}() in ui/data: nobody polls`, hint: HINT });
        }
        const isLooped = context.sourceCode.getAncestors(node).some((each) => LOOPS.includes(each.type));
        if (REQUESTS.includes(name) && isLooped) {
          context.report({ node, message: `Cannot call ${name}() in a loop in ui/data: nobody polls`, hint: HINT });
        }
      },
    };
  },
};

function calledName(node: Deno.lint.CallExpression): string | undefined {
  if (node.callee.type === "Identifier") return node.callee.name;
  if (node.callee.type !== "MemberExpression") return undefined;
  return node.callee.property.type === "Identifier" ? node.callee.property.name : undefined;
}
