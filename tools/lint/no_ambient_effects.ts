import { mayHaveEffects, pathFromRoot } from "./effect_places.ts";
import { isBound } from "./scope.ts";

const TIMERS = ["setTimeout", "setInterval", "setImmediate"];
const NODE_IO = /^node:(fs|net|http|https|http2|tls|dgram|dns|child_process|cluster|worker_threads|process)(\/|$)/;
/** Members of Deno that are classes and constants; the rest does or reads something. */
const DENO_CONSTANTS = ["errors", "build", "version", "test", "bench"];
const HINT =
  "Have it handed in by an options object (clock, log, fetch), or move it to a place of tools/lint/effect_places.ts";

/** Refuses time, timers, fetch, Deno, console and Node's I/O outside the named places. */
export const noAmbientEffects: Deno.lint.Rule = {
  create(context) {
    if (mayHaveEffects(pathFromRoot(context.filename), context.sourceCode.text)) return {};
    const report = (node: Deno.lint.Node, what: string) =>
      context.report({ node, message: `Cannot use ${what} here: it is an effect`, hint: HINT });
    const isGlobal = (node: Deno.lint.Node, name: string) => !isBound(name, context.sourceCode.getAncestors(node));
    return {
      CallExpression(node) {
        if (node.callee.type !== "Identifier") return;
        const { name } = node.callee;
        if ([...TIMERS, "fetch"].includes(name) && isGlobal(node, name)) report(node, `${name}()`);
      },
      MemberExpression(node) {
        if (node.object.type !== "Identifier" || node.property.type !== "Identifier") return;
        const [object, property] = [node.object.name, node.property.name];
        const isEffect = (object === "Deno" && !DENO_CONSTANTS.includes(property)) || object === "console" ||
          (object === "Date" && property === "now") ||
          (object === "globalThis" && ([...TIMERS, "fetch", "Deno", "console"].includes(property)));
        if (isEffect && isGlobal(node, object)) report(node, `${object}.${property}`);
      },
      NewExpression(node) {
        const isNow = node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0;
        if (isNow && isGlobal(node, "Date")) report(node, "new Date()");
      },
      ImportDeclaration(node) {
        if (node.importKind !== "type" && NODE_IO.test(node.source.value)) report(node, node.source.value);
      },
    };
  },
};
