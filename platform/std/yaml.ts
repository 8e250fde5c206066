// @ts-types="./yaml.d.ts"
export * from "~deno-std/yaml/mod.js";
