import { endToEnd } from "./end_to_end.ts";
import { deletion } from "./journey/deletion.ts";
import { details } from "./journey/details.ts";
import { firstLight } from "./journey/first_light.ts";
import { inJupyterLab } from "./journey/in_jupyterlab.ts";
import { kubeflowManifests } from "./journey/kubeflow_manifests.ts";
import { restart, theEnd } from "./journey/restart.ts";
import { secondUser } from "./journey/second_user.ts";
import { handFromOutside, stopAndStart } from "./journey/stop_and_start.ts";

endToEnd("a new user's journey, from an empty machine to a JupyterLab and back", [
  firstLight,
  inJupyterLab,
  details,
  stopAndStart,
  secondUser,
  restart,
  handFromOutside,
  deletion,
  kubeflowManifests,
  theEnd,
], { images: "empty" });
