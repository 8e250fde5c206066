import { useNow } from "../clock/mod.ts";
import { ago, clockTime, fullTime } from "../texts/mod.ts";

/** An instant (RFC 3339): relative in lists, as a time of day elsewhere; the whole of it in the title. */
export function When(props: { at: string; as?: "ago" | "time" }) {
  const now = useNow();
  const at = () => Date.parse(props.at);
  return (
    <time datetime={props.at} title={fullTime(at())}>
      {props.as === "time" ? clockTime(at(), now()) : ago(at(), now())}
    </time>
  );
}
