import { JUPYTER_CONFIG_ANNOTATION, type Notebook, SERVER_TYPE_ANNOTATION } from "../../kube/mod.ts";
import type { ConfigWish } from "../children/mounted_config.ts";
import { rewriteUriOf } from "./rewrite_uri.ts";

/** Where Jupyter looks for configuration besides its own directories; the earlier of several wins. */
const VARIABLE = "JUPYTER_CONFIG_PATH";

const fileFor = (app: string) =>
  `# Under NB_PREFIX is where Jupyter is reached, whether its image knows of that or not. Its arguments win over this.
import os
c = get_config()
c.${app}.base_url = os.environ.get("NB_PREFIX", "/")
`;

/**
 * The configuration that has any Jupyter answer under the notebook's prefix, also one that ignores NB_PREFIX; undefined
 * where it is no Jupyter, is reached elsewhere by a rewrite, has it switched off, or sets the variable in ways that
 * cannot be added to.
 */
export function jupyterConfigOf(notebook: Notebook): ConfigWish | undefined {
  const { metadata, spec } = notebook;
  const annotations = metadata.annotations ?? {};
  if (annotations[SERVER_TYPE_ANNOTATION] !== "jupyter" || rewriteUriOf(notebook).uri) return undefined;
  if (annotations[JUPYTER_CONFIG_ANNOTATION] === "disabled") return undefined;
  const env = spec.template.spec.containers[0]?.env ?? [];
  if (env.some((each) => each.name === VARIABLE && each.valueFrom)) return undefined;
  return {
    name: "atelier-jupyter",
    variable: VARIABLE,
    directory: "/opt/atelier/jupyter",
    // The older server, which Jupyter's images had before 2022, reads a file of its own.
    files: {
      "jupyter_server_config.py": fileFor("ServerApp"),
      "jupyter_notebook_config.py": fileFor("NotebookApp"),
    },
  };
}
