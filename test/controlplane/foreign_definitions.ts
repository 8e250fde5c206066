import { runCommand } from "../run/run_command.ts";

const MODULE = new URL("modules/definitions/", import.meta.url).pathname;

/**
 * The directories with the CustomResourceDefinitions of Istio and the Gateway API, from their Go modules. Effect: has Go
 * download them once. Rejects where that cannot be.
 */
export async function foreignDefinitions(): Promise<string[]> {
  const download = ["go", "mod", "download", "-json", "istio.io/api", "sigs.k8s.io/gateway-api"];
  const env = { GOFLAGS: "", GOWORK: "off" };
  const { code, output } = await runCommand(download, { cwd: MODULE, env }).catch((error) => ({
    code: 1,
    output: `${error}`,
  }));
  if (code !== 0) throw new Error(`Cannot get the CustomResourceDefinitions of Istio and the Gateway API: ${output}`);
  const [istio, gatewayApi] = [...output.matchAll(/"Dir": (".*")/g)].map(([, dir]) => JSON.parse(dir) as string);
  return [`${istio}/kubernetes`, `${gatewayApi}/config/crd/standard`];
}
