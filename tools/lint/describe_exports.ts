import { pathFromRoot } from "./effect_places.ts";

const DESCRIBED = ["FunctionDeclaration", "ClassDeclaration", "TSInterfaceDeclaration"];

/** Asks for one sentence of documentation before each exported function, class and interface. */
export const describeExports: Deno.lint.Rule = {
  create(context) {
    if (/_test\.tsx?$/.test(pathFromRoot(context.filename))) return {};
    return {
      ExportNamedDeclaration(node) {
        const { declaration } = node;
        if (!declaration || !DESCRIBED.includes(declaration.type)) return;
        const comments = context.sourceCode.getCommentsBefore(node);
        if (comments.some((comment) => comment.type === "Block" && comment.value.startsWith("*"))) return;
        const name = "id" in declaration && declaration.id && "name" in declaration.id ? declaration.id.name : "this";
        context.report({
          node,
          message: `Cannot export ${name} without a word: one sentence says what it is for`,
          hint: "Write /** … */ before it, with shapes, units and errors where they matter",
        });
      },
    };
  },
};
