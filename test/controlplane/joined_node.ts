import { createLog } from "../../platform/log.ts";
import { resolveImagesDir } from "../../platform/dev_config.ts";
import { systemClock } from "../../platform/clock.ts";
import type { CatalogueEntry } from "../../sandbox/images/catalogue.ts";
import { run as runJoinedNode } from "../../sandbox/node/joined.ts";
import type { ControlPlane } from "./control_plane.ts";

/** How a sandbox's node joins a control plane. */
export interface JoinOptions {
  /** `sandbox`. */
  name?: string;
  /** Images beside the catalogue's own, such as tiny ones without anything to pull. */
  catalogue?: readonly CatalogueEntry[];
  /** `none`: without bubblewrap even where it works. */
  isolation?: "auto" | "none";
  /** Before a crashed container, or a failed pull, is tried again. */
  backoffMs?: number;
}

/** A node of this process on a real control plane, with its provisioner. */
export interface JoinedNode extends AsyncDisposable {
  readonly name: string;
  /** Has `volumes/<namespace>/<claim>/`; goes with the plane's directory. */
  readonly stateDir: string;
  /** Ends every pod's processes; the objects stay as they are. */
  stop(): Promise<void>;
}

/** Joins; ready when the node is registered and its claims are provisioned. Stop it before the plane. */
export async function joinNode(plane: ControlPlane, options: JoinOptions = {}): Promise<JoinedNode> {
  const { name = "sandbox", catalogue, isolation = "auto", backoffMs = 200 } = options;
  const over = new AbortController();
  const log = createLog({ level: Deno.env.get("LOG_LEVEL") === "debug" ? "debug" : "error", format: "text" });
  const running = await runJoinedNode({
    ...{ name, catalogue, isolation, kubeconfig: plane.kubeconfig, clock: systemClock, log },
    stateDir: `${plane.dir}/node-${name}`,
    imagesDir: Deno.env.get("ATELIER_E2E_IMAGES") ?? resolveImagesDir(Deno.env.toObject()),
    backoff: { baseMs: backoffMs, maxMs: 10 * backoffMs, factor: 2 },
  }, over.signal);
  const stop = async () => {
    over.abort(new Error("stopped"));
    await running.finished;
  };
  return { name, stateDir: running.stateDir, stop, [Symbol.asyncDispose]: stop };
}
