/** A piece of a log line with how it is to look: names of classes without their prefix. */
export interface AnsiPiece {
  text: string;
  styles: readonly string[];
}

const COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;
/** Select Graphic Rendition, other control sequences, operating system commands, lone escapes. */
// deno-lint-ignore no-control-regex -- control characters are what this is about
const ESCAPES = /\x1b\[([\d;:]*)m|\x1b\[[\d;:?<=>]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?/g;
// deno-lint-ignore no-control-regex -- see above
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f]/g;

interface Look {
  colour: string | null;
  flags: ReadonlySet<string>;
}

const PLAIN: Look = { colour: null, flags: new Set() };

/** A log line as pieces of text: colours and weights of terminals become styles, everything else of them is dropped. */
export function parseAnsi(line: string): AnsiPiece[] {
  const text = afterLastReturn(line);
  const pieces: AnsiPiece[] = [];
  let look = PLAIN;
  let from = 0;
  const add = (to: number) => {
    const piece = text.slice(from, to).replace(CONTROLS, "");
    if (piece) pieces.push({ text: piece, styles: stylesOf(look) });
  };
  for (const match of text.matchAll(ESCAPES)) {
    add(match.index);
    from = match.index + match[0].length;
    if (match[1] !== undefined) look = applyCodes(look, match[1]);
  }
  add(text.length);
  return pieces;
}

/** The text of a log line as it is read. */
export function stripAnsi(line: string): string {
  return afterLastReturn(line).replace(ESCAPES, "").replace(CONTROLS, "");
}

/** A progress bar rewrites its line after each return: what is left is the last of it. */
function afterLastReturn(line: string): string {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  return text.slice(text.lastIndexOf("\r") + 1);
}

function stylesOf(look: Look): string[] {
  return [...look.flags, ...(look.colour ? [look.colour] : [])];
}

function applyCodes(look: Look, codes: string): Look {
  const numbers = codes.split(/[;:]/).map(Number);
  let next = look;
  for (let i = 0; i < numbers.length; i++) {
    const code = numbers[i]!;
    if (code === 38 || code === 48) i += numbers[i + 1] === 5 ? 2 : 4;
    else next = applyCode(next, code);
  }
  return next;
}

const FLAGS: Record<number, string> = { 1: "bold", 2: "dim", 3: "italic", 4: "underline" };
const ENDS: Record<number, readonly string[]> = { 22: ["bold", "dim"], 23: ["italic"], 24: ["underline"] };

function applyCode(look: Look, code: number): Look {
  if (code === 0) return PLAIN;
  if (code === 39) return { ...look, colour: null };
  const colour = code >= 90 && code <= 97 ? COLOURS[code - 90] : COLOURS[code - 30];
  if (colour) return { ...look, colour };
  if (FLAGS[code]) return { ...look, flags: new Set(look.flags).add(FLAGS[code]) };
  const ended = ENDS[code];
  return ended ? { ...look, flags: new Set([...look.flags].filter((flag) => !ended.includes(flag))) } : look;
}
