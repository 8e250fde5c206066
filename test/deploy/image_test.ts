/** What can be seen of the image without an engine that builds it. */
import { assert, assertEquals } from "@std/assert";
import { namedInDockerfile } from "../../tools/named_paths.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("the image has every file of ours that main.ts loads, and starts it without the right to run or write", async () => {
  const dockerfile = await Deno.readTextFile(new URL("Dockerfile", ROOT));
  const lastStage = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
  const { paths } = namedInDockerfile(lastStage);
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json", "main.ts"], cwd: ROOT })
    .output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as { modules: { specifier: string }[] };
  const loaded = modules.map(({ specifier }) => specifier).filter((each) => each.startsWith(ROOT.href))
    .map((each) => each.slice(ROOT.href.length)).filter((each) => !each.startsWith("node_modules/"));
  assert(loaded.length > 100);
  const isCopied = (file: string) => paths.some((path) => file === path || file.startsWith(`${path}/`));
  assertEquals(loaded.filter((file) => !isCopied(file)), []);
  const command: string[] = JSON.parse(/^CMD (\[.*\])$/m.exec(lastStage)![1]);
  assertEquals(command.filter((each) => /^(-A|--allow-(all|run|write|ffi|sys))/.test(each)), []);
});
