/** Whether single letters belong to what is typed in, and not to shortcuts of the page. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, select, textarea, [role=menu], [role=dialog]") !== null;
}

/** Whether a key is pressed by itself and nobody has dealt with it. */
export function isPlainKey(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented && !isTyping(event.target);
}
