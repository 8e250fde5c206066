import { ConfigError } from "./config_error.ts";

/** The environment as plain data, such as `Deno.env.toObject()`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of `name`; empty counts as unset. */
export function text(env: Environment, name: string): string | undefined {
  return env[name] === "" ? undefined : env[name];
}

/** A TCP port, 0 to 65535 (0: any free one). */
export function port(env: Environment, name: string, fallback: number): number {
  const value = text(env, name);
  if (value === undefined) return fallback;
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) {
    throw new ConfigError(name, `is "${value}", but must be a port from 0 to 65535.`);
  }
  return Number(value);
}

/** One of `allowed`. */
export function choice<T extends string>(env: Environment, name: string, allowed: readonly T[], fallback: T): T {
  const value = text(env, name);
  if (value === undefined) return fallback;
  const found = allowed.find((each) => each === value);
  if (!found) throw new ConfigError(name, `is "${value}", but must be one of ${allowed.join(", ")}.`);
  return found;
}

/** `true` or `false`, any case; undefined when unset. */
export function flag(env: Environment, name: string): boolean | undefined {
  const value = text(env, name)?.toLowerCase();
  if (value === undefined || value === "true" || value === "false") {
    return value === undefined ? value : value === "true";
  }
  throw new ConfigError(name, `is "${value}", but must be true or false.`);
}

/** An origin such as `https://tools.example.org`, without a trailing slash. */
export function origin(env: Environment, name: string): string | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search || url.hash) {
    throw new ConfigError(name, `is "${value}", but must be an origin such as https://tools.example.org.`);
  }
  return url.origin;
}

/** A path such as `/volumes/devices`, without a slash at the end. */
export function pathPrefix(env: Environment, name: string): string | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  // Browsers resolve dots.
  if (!/^(\/(?!\.{1,2}(\/|$))[\w.~-]+)+\/?$/.test(value)) {
    throw new ConfigError(name, `is "${value}", but must be a path such as /volumes/devices.`);
  }
  return value.replace(/\/$/, "");
}

const LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
const HOST = new RegExp(`^(?:\\*|(?:\\*\\.)?${LABEL}(?:\\.${LABEL})*)$`, "i");
const NAMESPACED = new RegExp(`^(?:${LABEL}/)?${LABEL}(?:\\.${LABEL})*$`);

/** A host such as `tools.example.com`, `*.example.com` or `*`. */
export function hostName(env: Environment, name: string): string | undefined {
  const value = text(env, name);
  if (value === undefined || HOST.test(value)) return value;
  throw new ConfigError(name, `is "${value}", but must be a host such as tools.example.com.`);
}

/** An object's name, with its namespace where that is another: `ingress/public`. */
export function objectName(env: Environment, name: string): string | undefined {
  const value = text(env, name);
  if (value === undefined || NAMESPACED.test(value)) return value;
  throw new ConfigError(name, `is "${value}", but must be a namespace and a name such as ingress/public.`);
}

/** How much a container asks for and how much it may have at most, as Kubernetes writes it. */
export interface ContainerSize {
  requests?: Record<string, string>;
  limits?: Record<string, string>;
}

/** As Kubernetes writes it. */
const AMOUNT = /^(?:\d+\.?\d*|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

/** A size as JSON, such as `{"requests":{"cpu":"100m"},"limits":{"memory":"1Gi"}}`; `{}`: none. */
export function containerSize(env: Environment, name: string): ContainerSize | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  const size = parseJson(value);
  const isAmounts = (each: unknown) =>
    isObject(each) && Object.values(each).every((amount) => typeof amount === "string" && AMOUNT.test(amount));
  const isSize = isObject(size) &&
    Object.entries(size).every(([key, each]) => ["requests", "limits"].includes(key) && isAmounts(each));
  if (!isSize) {
    throw new ConfigError(
      name,
      `is ${value}, but must be JSON such as {"requests":{"cpu":"100m"},"limits":{"memory":"1Gi"}}.`,
    );
  }
  return size as ContainerSize;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
