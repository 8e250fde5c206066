import { DropdownMenu } from "@kobalte/core/dropdown-menu";
import { createSignal, For, type JSX, type ParentProps } from "solid-js";
import { Icon } from "./icon.tsx";

/** A button that opens a menu. `label` is its name where its content is no words. */
export function MenuButton(
  props: ParentProps<{ button: JSX.Element; label?: string; class?: string; onOpenChange?: (isOpen: boolean) => void }>,
) {
  const [trigger, setTrigger] = createSignal<HTMLElement>();
  return (
    <DropdownMenu modal={false} gutter={4} placement="bottom-end" onOpenChange={props.onOpenChange}>
      <DropdownMenu.Trigger ref={setTrigger} class={props.class ?? "button quiet square"} aria-label={props.label}>
        {props.button}
      </DropdownMenu.Trigger>
      {/* Within the landmark of its button, so that nothing of the page lies outside of all landmarks. */}
      <DropdownMenu.Portal mount={trigger()?.closest<HTMLElement>("main, header") ?? undefined}>
        <DropdownMenu.Content class="menu">{props.children}</DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}

/** Something to do. With `refusal` it can be reached but not chosen, and says why. */
export function MenuItem(props: ParentProps<{ onSelect: () => void; refusal?: string | null; isDanger?: boolean }>) {
  return (
    <DropdownMenu.Item
      class="menu-item"
      classList={{ danger: props.isDanger ?? false, refused: Boolean(props.refusal) }}
      aria-disabled={props.refusal ? true : undefined}
      aria-description={props.refusal ?? undefined}
      data-why={props.refusal ?? undefined}
      closeOnSelect={!props.refusal}
      onSelect={() => !props.refusal && props.onSelect()}
    >
      <DropdownMenu.ItemLabel>{props.children}</DropdownMenu.ItemLabel>
    </DropdownMenu.Item>
  );
}

/** One of several, of which one is chosen. */
export function MenuChoices<Value extends string>(props: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}) {
  return (
    <DropdownMenu.Group class="menu-group">
      <DropdownMenu.GroupLabel class="menu-label">{props.label}</DropdownMenu.GroupLabel>
      <DropdownMenu.RadioGroup value={props.value} onChange={(value) => props.onChange(value as Value)}>
        <For each={props.options}>
          {(option) => (
            <DropdownMenu.RadioItem class="menu-item choice" value={option.value} closeOnSelect>
              <span class="menu-mark">
                <DropdownMenu.ItemIndicator>
                  <Icon name="check" />
                </DropdownMenu.ItemIndicator>
              </span>
              <DropdownMenu.ItemLabel>{option.label}</DropdownMenu.ItemLabel>
            </DropdownMenu.RadioItem>
          )}
        </For>
      </DropdownMenu.RadioGroup>
    </DropdownMenu.Group>
  );
}

/** A line between parts of a menu. */
export function MenuSeparator() {
  return <DropdownMenu.Separator class="menu-separator" />;
}
