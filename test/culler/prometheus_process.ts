import { PROMETHEUS } from "../run/needed_tools.ts";
import { unpackedProgram, unpackPackage } from "../run/unpack_package.ts";
import { listeningPort } from "./free_port.ts";
import { waitFor } from "../e2e/wait_for.ts";

/** A Prometheus of a test's own; disposing of it ends it and leaves nothing. */
export interface PrometheusProcess extends AsyncDisposable {
  readonly url: string;
  /** Ends it, with what it has written; once is enough. */
  end(): Promise<void>;
}

/**
 * Starts Debian's Prometheus on loopback, which scrapes `target` (host:port) every second, or nothing where there is none.
 * The program is that of PROMETHEUS, of PATH, or of Debian's package, unpacked into the cache.
 */
export async function startPrometheus(target?: string): Promise<PrometheusProcess> {
  const directory = await Deno.makeTempDir({ prefix: "atelier-prometheus-" });
  const program = await findProgram();
  const port = listeningPort();
  const jobs = target ? [{ job_name: "gateway", static_configs: [{ targets: [target] }] }] : [];
  const config = { global: { scrape_interval: "1s" }, scrape_configs: jobs };
  await Deno.writeTextFile(`${directory}/prometheus.yml`, JSON.stringify(config));
  const child = new Deno.Command(program, {
    args: [
      `--config.file=${directory}/prometheus.yml`,
      `--storage.tsdb.path=${directory}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=error",
    ],
    stdout: "null",
    stderr: "null",
  }).spawn();
  const url = `http://127.0.0.1:${port}`;
  let ended: Promise<void> | undefined;
  const end = () => ended ??= killed(child).then(() => Deno.remove(directory, { recursive: true }));
  try {
    await waitFor("Prometheus is ready", async () => {
      const response = await fetch(`${url}/-/ready`);
      await response.body?.cancel();
      return response.ok;
    }, { timeoutMs: 30_000 });
  } catch (error) {
    await end();
    throw error;
  }
  return { url, end, [Symbol.asyncDispose]: end };
}

async function killed(child: Deno.ChildProcess): Promise<void> {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended by itself.
  }
  await child.status;
}

async function findProgram(): Promise<string> {
  const given = Deno.env.get("PROMETHEUS");
  const places = (Deno.env.get("PATH") ?? "").split(":").filter(Boolean).map((each) => `${each}/prometheus`);
  const unpacked = unpackedProgram(PROMETHEUS);
  for (const path of given ? [given] : [...places, unpacked]) {
    if (await Deno.stat(path).then((info) => info.isFile, () => false)) return path;
  }
  await unpackPackage(PROMETHEUS);
  return unpacked;
}
