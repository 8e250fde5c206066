/** The rules of CONTRIBUTING.md that a program can check, for `deno lint`. */
import { describeExports } from "./lint/describe_exports.ts";
import { explainSuppressions } from "./lint/explain_suppressions.ts";
import { noAmbientEffects } from "./lint/no_ambient_effects.ts";
import { noDrawerNames } from "./lint/no_drawer_names.ts";
import { noPolling } from "./lint/no_polling.ts";

const plugin: Deno.lint.Plugin = {
  name: "atelier",
  rules: {
    "describe-exports": describeExports,
    "explain-suppressions": explainSuppressions,
    "no-ambient-effects": noAmbientEffects,
    "no-drawer-names": noDrawerNames,
    "no-polling": noPolling,
  },
};

export default plugin;
