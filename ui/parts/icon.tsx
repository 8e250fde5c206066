const PATHS = {
  back: "M10 3L5 8l5 5",
  check: "M3 8.5l3.2 3.2L13 4.6",
  close: "M4 4l8 8M12 4l-8 8",
  down: "M4 6l4 4 4-4",
  error: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.8v3.8M8 11v.3",
  external: "M6 3H3v10h10v-3M9 3h4v4M13 3L7.5 8.5",
  minus: "M3 8h10",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  notebooks: "M4.5 2h8v12h-8zM2.8 5h3.4M2.8 8h3.4M2.8 11h3.4M8 5.5h2.5",
  plus: "M8 3v10M3 8h10",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.4 10.4L14 14",
  store: "M4.5 12.5a3 3 0 0 1-.4-6A4.2 4.2 0 0 1 12 7.6a2.5 2.5 0 0 1-.3 4.9z",
  tensorboards: "M2.5 2.5v11h11M5 10.5l2.6-3.4 2.4 1.8 3-4.4",
  up: "M4 10l4-4 4 4",
  volumes:
    "M2.5 4c0-1.1 2.5-2 5.5-2s5.5.9 5.5 2-2.5 2-5.5 2-5.5-.9-5.5-2zM2.5 4v8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2V4M2.5 8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2",
} as const;

/** A small drawing beside a word; never the only carrier of a meaning. */
export function Icon(props: { name: keyof typeof PATHS; flips?: boolean }) {
  return (
    <svg class="icon" classList={{ flips: props.flips ?? false }} viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={PATHS[props.name]}
        fill="none"
        stroke="currentColor"
        stroke-width={props.name === "more" ? 2.4 : 1.6}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
