import { createHash } from "node:crypto";
import { extname, join, normalize } from "node:path";
import { CompressedBody } from "./compressed_body.ts";
import { hashInlineScripts } from "./inline_scripts.ts";
import { pagePolicy } from "./security_headers.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".json": "application/json",
  ".map": "application/json",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

/** What monitoring asks for: better nothing than a page that looks like an answer. */
const RESERVED = ["/metrics", "/livez"];

interface KnownFile {
  body: CompressedBody;
  etag: string;
  changedAt: number;
  headers: Record<string, string>;
}

/** Serves the built page: files as they are, everything else as the page itself, which routes by its address. */
export class StaticFiles {
  readonly #dir: string | undefined;
  readonly #known = new Map<string, KnownFile>();

  /** `dir` is the build's output; undefined where there is no page. */
  constructor(dir: string | undefined) {
    this.#dir = dir;
  }

  /** The answer to a GET or HEAD. */
  async serve(request: Request): Promise<Response> {
    if (!["GET", "HEAD"].includes(request.method)) return plain(405, "Cannot do this: only GET is served here.\n");
    const path = decodePath(new URL(request.url).pathname);
    if (!this.#dir || path === undefined) return plain(404, "Cannot find this.\n");
    const file = await this.#find(path) ?? (isPage(path) ? await this.#find("/index.html") : undefined);
    if (file) return await answer(request, file);
    return isPage(path)
      ? plain(404, "Cannot find the page: it is not built yet.\n")
      : plain(404, "Cannot find this.\n");
  }

  async #find(path: string): Promise<KnownFile | undefined> {
    const full = join(this.#dir!, path === "/" ? "index.html" : path);
    const info = await Deno.stat(full).catch(() => undefined);
    if (!info?.isFile) return undefined;
    const changedAt = info.mtime?.getTime() ?? 0;
    const known = this.#known.get(full);
    if (known?.changedAt === changedAt) return known;
    const bytes = await Deno.readFile(full);
    const file = describe(path, bytes, changedAt);
    this.#known.set(full, file);
    return file;
  }
}

/** Whether the page answers for a path itself; a notebook's name may hold dots. */
function isPage(path: string): boolean {
  if (RESERVED.includes(path)) return false;
  return extname(path) === "" || path === "/index.html" || path.startsWith("/notebooks/");
}

function describe(path: string, bytes: Uint8Array, changedAt: number): KnownFile {
  const type = TYPES[extname(path === "/" ? ".html" : path)] ?? TYPES[path === "/" ? ".html" : ""];
  const isHtml = path === "/" || path.endsWith(".html");
  // The build puts a hash of its content into each asset's name.
  const isImmutable = path.startsWith("/assets/");
  const policy = isHtml ? pagePolicy(hashInlineScripts(new TextDecoder().decode(bytes))) : "default-src 'none'";
  return {
    body: new CompressedBody(bytes),
    etag: createHash("sha256").update(bytes).digest("base64url").slice(0, 27),
    changedAt,
    headers: {
      "content-type": isHtml ? TYPES[".html"] : type ?? "application/octet-stream",
      "cache-control": isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
      "content-security-policy": policy,
    },
  };
}

async function answer(request: Request, { body, etag, headers }: KnownFile): Promise<Response> {
  const { bytes, encoding } = await body.encode(request.headers.get("accept-encoding"));
  const tag = `"${etag}${encoding ? `-${encoding}` : ""}"`;
  const all = { ...headers, etag: tag, vary: "accept-encoding", ...(encoding && { "content-encoding": encoding }) };
  const isKnown = request.headers.get("if-none-match")?.split(",").some((each) => each.trim() === tag);
  if (isKnown) return new Response(null, { status: 304, headers: { etag: tag, vary: "accept-encoding" } });
  return new Response(request.method === "HEAD" ? null : bytes as Uint8Array<ArrayBuffer>, { headers: all });
}

/** The path without tricks; undefined for one that would leave the folder. */
function decodePath(pathname: string): string | undefined {
  try {
    const path = normalize(decodeURIComponent(pathname));
    return path.includes("\0") || path.split("/").includes("..") ? undefined : path;
  } catch {
    return undefined;
  }
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}
