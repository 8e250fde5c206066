import type { InlineConfig } from "vite";
import solid from "vite-plugin-solid";

/** How the page is built: hashed assets, routes in files of their own, nothing inlined that a strict CSP would refuse. */
export function viteConfig(outDir: string): InlineConfig {
  return {
    root: import.meta.dirname,
    configFile: false,
    logLevel: "warn",
    plugins: [solid({ ssr: false })],
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      // One stylesheet, at first: one of a lazy part that fails to load would never be asked for again.
      cssCodeSplit: false,
      reportCompressedSize: false,
    },
  };
}

export default viteConfig("dist");
