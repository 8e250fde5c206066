import { resolveImagesDir } from "../../platform/dev_config.ts";

/** Where pulled images are: what this run of the tests has pulled already, else the user's cache. */
export function testImagesDir(): string {
  const env = Deno.env.toObject();
  return env.ATELIER_E2E_IMAGES ?? resolveImagesDir(env);
}
