import { type JSX, Show } from "solid-js";
import { useVolumes } from "../../data/mod.ts";
import { SentenceText } from "../../parts/mod.ts";
import { bytes, texts } from "../../texts/mod.ts";
import { namesOf, usersOf } from "../volumes/volume_use.ts";
import { type ControlProps, TextControl } from "./controls.tsx";

interface VolumeControlProps<Draft> extends ControlProps<Draft> {
  label: string;
  value: string;
  namespace: string;
  onInput: (claim: string) => void;
}

/** The name of a volume that exists: those of the namespace are offered, and who uses the chosen one is said. */
export function VolumeControl<Draft>(props: VolumeControlProps<Draft>) {
  const feed = useVolumes(() => props.namespace);
  const volumes = () => feed()?.items() ?? [];
  const chosen = () => volumes().find(({ name }) => name === props.value.trim());
  const hint = (): JSX.Element => (
    <Show when={chosen()}>
      {(volume) => {
        const { capacity, requested } = volume();
        return (
          <SentenceText
            of={texts.create.volumeHint(bytes((capacity ?? requested).value), namesOf(usersOf(volume())))}
          />
        );
      }}
    </Show>
  );
  return (
    <TextControl
      {...props}
      hint={chosen() && hint()}
      options={volumes().map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, "en"))}
    />
  );
}
