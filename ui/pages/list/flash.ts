/** Effects: a short animation. */

/** Shows that something in an element has changed; nothing where motion is not wanted. */
export function flash(element: HTMLElement): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  element.animate([{ backgroundColor: "var(--changed)" }, { backgroundColor: "transparent" }], {
    duration: 600,
    easing: "ease-out",
  });
}
