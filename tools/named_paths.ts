/** What a document or a Dockerfile names: paths from the root, and tasks of deno.json. */
export interface Named {
  paths: string[];
  tasks: string[];
}

/** Paths that a build or a run makes; nobody has them in a fresh clone. */
const MADE_LATER = /^(\.sandbox|ui\/dist|node_modules|test\/e2e\/out)(\/|$)/;

/** The links, paths in code and tasks that a Markdown text names. */
export function namedInMarkdown(markdown: string): Named {
  const links = matches(markdown, /\]\((?!https?:|#)([^)#\s]+)/g);
  const prose = markdown.replace(/^```[^]*?^```/gm, "");
  const code = matches(prose, /`([^`\s]+)`/g).filter(isPath);
  return { paths: tidy([...links, ...code]), tasks: tasksIn(markdown) };
}

/** The sources of COPY that come from the repository, the scripts and the tasks that a Dockerfile names. */
export function namedInDockerfile(text: string): Named {
  const copies = matches(text, /^COPY (?!--from=)(.+)$/gm).flatMap((line) => line.split(/\s+/).slice(0, -1));
  const scripts = matches(text, /(?<![\w/.-])([\w/.-]+\.ts)\b/g);
  return { paths: tidy([...copies, ...scripts]), tasks: [...tasksIn(text), ...matches(text, /"task", "([\w:-]+)"/g)] };
}

function tasksIn(text: string): string[] {
  return [...new Set(matches(text, /\bdeno(?:@[\d.]+)? task ([a-z][\w:-]*)/g))];
}

/** A word in code is a path when it has a slash or a known ending, and nothing that paths of ours never have. */
function isPath(word: string): boolean {
  if (!/^\.?[\w-][\w./-]*$/.test(word)) return false;
  return /^[a-z_.-]+\/$/.test(word) || /\.(ts|tsx|json|yaml|graphql|md)$/.test(word);
}

function tidy(paths: string[]): string[] {
  const plain = paths.map((path) => path.replace(/^\.\//, "").replace(/\/$/, "")).filter((path) =>
    path && path !== "."
  );
  return [...new Set(plain)].filter((path) => !MADE_LATER.test(path));
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, first]) => first);
}
