/** How high a line is, in pixels; the style sheet has to say the same. */
export const LINE_HEIGHT = 18;
/** Lines that are made beyond what is seen, so that scrolling shows no gaps. */
const MARGIN = 20;

/** Which lines are to be made. */
export interface LineWindow {
  /** Number of the first line. */
  from: number;
  /** One past the number of the last. */
  to: number;
  /** Where the first begins, in pixels from the top of all lines. */
  offset: number;
}

/** The lines around what is seen, of those numbered `start` up to before `end`. */
export function windowOf(scrollTop: number, height: number, start: number, end: number): LineWindow {
  const first = Math.max(0, Math.floor(scrollTop / LINE_HEIGHT) - MARGIN);
  const from = Math.min(start + first, end);
  const to = Math.min(end, from + Math.ceil(height / LINE_HEIGHT) + 2 * MARGIN);
  return { from, to, offset: (from - start) * LINE_HEIGHT };
}
