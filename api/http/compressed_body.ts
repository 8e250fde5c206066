import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** A body with its compressed forms, made at the first request for each and kept. */
export class CompressedBody {
  readonly #plain: Uint8Array;
  readonly #quality: number;
  readonly #made = new Map<string, Promise<Uint8Array>>();

  constructor(plain: Uint8Array, options: { brotliQuality?: number } = {}) {
    this.#plain = plain;
    this.#quality = options.brotliQuality ?? 9;
  }

  /** The bytes in the best encoding that `accepted` (an Accept-Encoding header) names. */
  async encode(accepted: string | null): Promise<{ bytes: Uint8Array; encoding?: "br" | "gzip" }> {
    const names = (accepted ?? "").split(",").map((each) => each.trim()).filter((each) => !/;\s*q=0(\.0*)?$/.test(each))
      .map((each) => each.split(";")[0]);
    if (this.#plain.length < 1024) return { bytes: this.#plain };
    if (names.includes("br")) return { bytes: await this.#make("br"), encoding: "br" };
    if (names.includes("gzip")) return { bytes: await this.#make("gzip"), encoding: "gzip" };
    return { bytes: this.#plain };
  }

  #make(encoding: "br" | "gzip"): Promise<Uint8Array> {
    const known = this.#made.get(encoding);
    if (known) return known;
    const params = { [constants.BROTLI_PARAM_QUALITY]: this.#quality };
    const making = encoding === "br"
      ? promisify(brotliCompress)(this.#plain, { params })
      : promisify(gzip)(this.#plain);
    this.#made.set(encoding, making);
    return making;
  }
}
