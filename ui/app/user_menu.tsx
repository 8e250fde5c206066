import { createSignal, Show } from "solid-js";
import { type DevUsers, fetchDevUsers, switchDevUser } from "../connection/mod.ts";
import { useViewer } from "../data/mod.ts";
import { MenuButton, type MenuEntry, useToast } from "../parts/mod.ts";
import { texts } from "../texts/mod.ts";
import { type Theme, useTheme } from "./theme.tsx";

const THEMES = (["system", "light", "dark"] as const).map((value) => ({ value, label: texts.app.themes[value] }));

/** Who is looking; in development also who else one may be. */
export function UserMenu() {
  const { viewer } = useViewer();
  const entries = useUserEntries();
  return (
    <Show when={viewer()}>
      {(known) => (
        <MenuButton
          class="button quiet user"
          onOpenChange={(isOpen) => isOpen && entries.askOnce()}
          entries={entries.all()}
          button={
            <>
              <span class="avatar" aria-hidden="true">{known().name.slice(0, 1).toUpperCase()}</span>
              <span class="user-name">{known().name}</span>
            </>
          }
        />
      )}
    </Show>
  );
}

function useUserEntries() {
  const { theme, choose } = useTheme();
  const toast = useToast();
  const [devUsers, setDevUsers] = createSignal<DevUsers | null>(null);
  const become = async (name: string) => {
    if (name === devUsers()?.current) return;
    if (await switchDevUser(name)) location.assign("/");
    else toast({ kind: "error", title: texts.app.userSwitchFailed });
  };
  const userEntries = (choice: DevUsers): MenuEntry[] => [
    {
      kind: "choices",
      label: texts.app.developmentUser,
      value: choice.current,
      options: choice.users.map(({ name }) => ({ value: name, label: name })),
      onChange: become,
    },
    { kind: "separator" },
  ];
  const all = (): MenuEntry[] => [
    ...(devUsers() ? userEntries(devUsers()!) : []),
    {
      kind: "choices",
      label: texts.app.theme,
      value: theme(),
      options: THEMES,
      onChange: (value) => choose(value as Theme),
    },
    { kind: "separator" },
    { kind: "item", label: texts.app.apiExplorer, onSelect: () => open("/graphiql", "_blank", "noopener") },
  ];
  return {
    all,
    askOnce: async () => {
      if (!devUsers()) setDevUsers(await fetchDevUsers());
    },
  };
}
