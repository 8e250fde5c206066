import { choice, type Environment, port, text } from "./environment.ts";
import { ConfigError } from "./config_error.ts";

/** What `dev.ts` needs to know, resolved once from the environment. Everything listens on 127.0.0.1 only. */
export interface DevConfig {
  /** Page and API. */
  port: number;
  /** Tools. */
  gatewayPort: number;
  /** Kubernetes API, https. */
  sandboxPort: number;
  /** Absolute path of `.sandbox/`. */
  stateDir: string;
  /** Absolute path of the store of pulled images, shared by all sandboxes of the user. */
  imagesDir: string;
  /** `none`: run pods without bubblewrap even where it works. */
  isolation: "auto" | "none";
  logLevel: "debug" | "info" | "warn" | "error";
  /** Path of the admin's decisions about what is idle, YAML. */
  cullingConfig: string | undefined;
  /** Path of an admin's form for new notebooks, as for `task start`. */
  notebookForm: string | undefined;
}

/** Reads the environment of `task dev`; `root` is the absolute path of the checkout. */
export function resolveDevConfig(env: Environment, root: string): DevConfig {
  return {
    port: port(env, "PORT", 8080),
    gatewayPort: port(env, "GATEWAY_PORT", 8081),
    sandboxPort: port(env, "SANDBOX_PORT", 8443),
    stateDir: text(env, "ATELIER_STATE") ?? `${root}/.sandbox`,
    imagesDir: resolveImagesDir(env),
    isolation: choice(env, "ATELIER_ISOLATION", ["auto", "none"], "auto"),
    cullingConfig: text(env, "CULLING_CONFIG"),
    notebookForm: text(env, "NOTEBOOK_FORM"),
    logLevel: choice(env, "LOG_LEVEL", ["debug", "info", "warn", "error"], "info"),
  };
}

/** ATELIER_IMAGES, else `atelier/images` in the user's cache. */
export function resolveImagesDir(env: Environment): string {
  const images = text(env, "ATELIER_IMAGES");
  if (images) return absolute("ATELIER_IMAGES", images);
  const cache = text(env, "XDG_CACHE_HOME");
  if (cache) return `${absolute("XDG_CACHE_HOME", cache)}/atelier/images`;
  const home = text(env, "HOME") ?? text(env, "USERPROFILE");
  if (!home) throw new ConfigError("ATELIER_IMAGES", "is not set and there is no HOME: say where images are kept.");
  return `${home}/.cache/atelier/images`;
}

function absolute(name: string, path: string): string {
  if (!/^(\/|[A-Za-z]:[\\/])/.test(path)) throw new ConfigError(name, `is "${path}", but must be an absolute path.`);
  return path.replace(/[\\/]+$/, "");
}
