import { pathFromRoot } from "./effect_places.ts";

const DRAWERS = ["utils", "util", "helpers", "helper", "types", "common", "misc", "shared", "lib"];

/** Refuses files and folders named for no concept, in which anything may land. */
export const noDrawerNames: Deno.lint.Rule = {
  create(context) {
    const parts = pathFromRoot(context.filename).split("/").map((part) => part.replace(/(_test)?\.tsx?$/, ""));
    const drawer = parts.find((part) => DRAWERS.includes(part));
    if (drawer === undefined) return {};
    return {
      Program(node) {
        context.report({
          node,
          message: `Cannot keep code in "${drawer}": the name says nothing about what is in it`,
          hint: "Name the file after its one concept",
        });
      },
    };
  },
};
