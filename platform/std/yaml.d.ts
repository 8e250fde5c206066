/** What is used of Deno std's yaml; its npm build has no types. Gone when the import map points to JSR. */
export function parse(content: string, options?: { schema?: string }): unknown;
export function parseAll(content: string, options?: { schema?: string }): unknown[];
export function stringify(data: unknown, options?: {
  skipInvalid?: boolean;
  sortKeys?: boolean | ((a: string, b: string) => number);
  lineWidth?: number;
  indent?: number;
  useAnchors?: boolean;
}): string;
