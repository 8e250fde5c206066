import { DropdownMenu } from "@kobalte/core/dropdown-menu";
import { createSignal, For, onMount, untrack } from "solid-js";
import { Icon } from "./icon.tsx";
import type { MenuButtonProps, MenuEntry } from "./menu.tsx";

/** The menu with its button; `early` is what was done to the button's stand-in while this was loaded. */
export default function MenuBody(props: MenuButtonProps & { early: "pressed" | "focused" | null }) {
  // Asked now: the stand-in loses the focus when it goes.
  const early = untrack(() => props.early);
  const [trigger, setTrigger] = createSignal<HTMLElement>();
  const [isOpen, setOpen] = createSignal(false);
  const changeOpen = (next: boolean) => {
    setOpen(next);
    props.onOpenChange?.(next);
  };
  onMount(() => {
    if (early) trigger()?.focus();
    if (early === "pressed") changeOpen(true);
  });
  return (
    <DropdownMenu
      modal={false}
      gutter={4}
      placement={`bottom-${props.align ?? "end"}`}
      open={isOpen()}
      onOpenChange={changeOpen}
    >
      <DropdownMenu.Trigger ref={setTrigger} class={props.class ?? "button quiet square"} aria-label={props.label}>
        {props.button}
      </DropdownMenu.Trigger>
      {/* Within the landmark of its button, so that nothing of the page lies outside of all landmarks. */}
      <DropdownMenu.Portal mount={trigger()?.closest<HTMLElement>("main, header") ?? undefined}>
        <DropdownMenu.Content class="menu">
          <For each={props.entries}>{(entry) => <Entry entry={entry} />}</For>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}

function Entry(props: { entry: MenuEntry }) {
  const entry = props.entry;
  switch (entry.kind) {
    case "item":
      return <Item entry={entry} />;
    case "choices":
      return <Choices entry={entry} />;
    case "separator":
      return <DropdownMenu.Separator class="menu-separator" />;
  }
}

function Item(props: { entry: Extract<MenuEntry, { kind: "item" }> }) {
  const refusal = () => props.entry.refusal ?? undefined;
  const said = () => refusal() ?? props.entry.note ?? undefined;
  return (
    <DropdownMenu.Item
      class="menu-item"
      classList={{ danger: props.entry.isDanger ?? false, refused: Boolean(refusal()) }}
      aria-disabled={refusal() ? true : undefined}
      aria-description={said()}
      data-why={said()}
      closeOnSelect={!refusal()}
      onSelect={() => !refusal() && props.entry.onSelect()}
    >
      <DropdownMenu.ItemLabel>{props.entry.label}</DropdownMenu.ItemLabel>
    </DropdownMenu.Item>
  );
}

function Choices(props: { entry: Extract<MenuEntry, { kind: "choices" }> }) {
  return (
    <DropdownMenu.Group class="menu-group">
      <DropdownMenu.GroupLabel class="menu-label">{props.entry.label}</DropdownMenu.GroupLabel>
      <DropdownMenu.RadioGroup value={props.entry.value} onChange={props.entry.onChange}>
        <For each={props.entry.options}>
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
