import { runCommand } from "./run_command.ts";
import { kubectlGoMod, KUBERNETES_VERSION, parseKubectlMinor } from "./kubectl_build.ts";

/** Oldest kubectl that speaks as the tests expect. */
const MIN_MINOR = 30;
const MODULE = `k8s.io/kubernetes@v${KUBERNETES_VERSION}`;

/** Path of a kubectl of at least 1.30: from PATH, else from the user's cache, else built from its Go module. */
export async function findKubectl(say: (line: string) => void): Promise<string | undefined> {
  if (await minorOf("kubectl") >= MIN_MINOR) return "kubectl";
  const directory = `${cacheDirectory()}/kubectl-${KUBERNETES_VERSION}`;
  const path = `${directory}/kubectl`;
  if (await minorOf(path) >= MIN_MINOR) return path;
  if (await runCommand(["go", "version"]).then(({ code }) => code, () => 1) !== 0) {
    say(`Cannot find kubectl ≥ 1.${MIN_MINOR}, and there is no Go to build it with: its cases are skipped`);
    return undefined;
  }
  say(`building kubectl ${KUBERNETES_VERSION} with Go; it is kept in ${directory}`);
  return await build(directory, path, say);
}

async function build(directory: string, path: string, say: (line: string) => void): Promise<string | undefined> {
  await Deno.mkdir(directory, { recursive: true });
  const download = await runCommand(["go", "mod", "download", "-json", MODULE], { cwd: directory });
  const goMod = download.code === 0 ? JSON.parse(jsonOf(download.output)).GoMod : undefined;
  if (!goMod) {
    say(`Cannot build kubectl: go mod download ended with ${download.code}\n${download.output.slice(-2_000)}`);
    return undefined;
  }
  await Deno.writeTextFile(`${directory}/go.mod`, kubectlGoMod(await Deno.readTextFile(goMod)));
  let packages = 0;
  const { code, output } = await runCommand(buildCommand(`${path}.new`), {
    cwd: directory,
    env: { CGO_ENABLED: "0", GOFLAGS: "", GOTOOLCHAIN: "auto" },
    timeoutMs: 1_200_000,
    onLine: () => ++packages % 200 === 0 && say(`building kubectl: ${packages} packages compiled`),
  });
  if (code !== 0) {
    say(`Cannot build kubectl: go build ended with ${code}\n${output.slice(-2_000)}`);
    return undefined;
  }
  await Deno.rename(`${path}.new`, path);
  return path;
}

function buildCommand(output: string): string[] {
  const [major, minor] = KUBERNETES_VERSION.split(".");
  const set = (name: string, value: string) => `-X k8s.io/component-base/version.${name}=${value}`;
  const flags = [set("gitVersion", `v${KUBERNETES_VERSION}`), set("gitMajor", major), set("gitMinor", minor)];
  return [
    ...["go", "build", "-v", "-mod=mod", "-trimpath"],
    ...["-ldflags", `-s -w ${flags.join(" ")}`],
    ...["-o", output, "k8s.io/kubernetes/cmd/kubectl"],
  ];
}

async function minorOf(kubectl: string): Promise<number> {
  const { code, output } = await runCommand([kubectl, "version", "--client", "-o", "json"])
    .catch(() => ({ code: 1, output: "" }));
  return code === 0 ? parseKubectlMinor(output) : 0;
}

function cacheDirectory(): string {
  const cache = Deno.env.get("XDG_CACHE_HOME") || `${Deno.env.get("HOME") ?? "."}/.cache`;
  return `${cache}/atelier/tools`;
}

/** Go mixes its progress with the JSON on one terminal; the object is what stands between the outermost braces. */
function jsonOf(output: string): string {
  return output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1);
}
