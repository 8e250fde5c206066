/** The code in the fence after `<!-- block: name -->`: what documents promise, for tests to run. */
export function markedBlock(markdown: string, name: string): string {
  const start = markdown.indexOf(`<!-- block: ${name} -->`);
  const fence = start < 0 ? null : /^```\w*\n([^]*?)^```$/m.exec(markdown.slice(start));
  if (!fence) throw new Error(`Cannot find the block "${name}": the document has no such mark with code after it`);
  return fence[1];
}
