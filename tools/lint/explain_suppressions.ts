const SUPPRESSION = /^\s*(deno-lint-ignore(-file)?|@ts-(expect-error|ignore|nocheck))\b/;

/** Asks every suppression of a check for its reason, after two dashes. */
export const explainSuppressions: Deno.lint.Rule = {
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!SUPPRESSION.test(comment.value) || /\s--\s+\S/.test(comment.value)) continue;
          context.report({
            range: comment.range,
            message: "Cannot suppress a check without a reason",
            hint: "Write it after two dashes: // deno-lint-ignore rule -- why",
          });
        }
      },
    };
  },
};
