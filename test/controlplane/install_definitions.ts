import { parseAll } from "@std/yaml";
import { CUSTOM_RESOURCE_DEFINITIONS, type CustomResourceDefinition, type KubeClient } from "../../kube/mod.ts";

/** How long a definition may take until it is served. */
const LIMIT_MS = 20_000;

/** Applies the CustomResourceDefinitions in directories of YAML and resolves when the apiserver serves them. */
export async function installDefinitions(client: KubeClient, directories: readonly string[]): Promise<void> {
  const definitions = directories.flatMap((directory) =>
    [...Deno.readDirSync(directory)].filter(({ name }) => name.endsWith(".yaml")).flatMap(({ name }) =>
      parseAll(Deno.readTextFileSync(`${directory}/${name}`)) as CustomResourceDefinition[]
    )
  );
  const options = { fieldManager: "controlplane", force: true };
  for (const each of definitions) await client.apply(CUSTOM_RESOURCE_DEFINITIONS, each, options);
  await Promise.all(definitions.map((each) => served(client, each)));
}

async function served(client: KubeClient, { spec: { group, versions, names } }: CustomResourceDefinition) {
  const end = Date.now() + LIMIT_MS;
  for (const { name } of versions.filter((each) => each.served)) {
    const path = `/apis/${group}/${name}/${names.plural}?limit=1`;
    for (;;) {
      const response = await client.fetch("request", path);
      await response.body?.cancel();
      if (response.ok) break;
      if (Date.now() > end) throw new Error(`Cannot see ${path} being served: ${response.status}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}
