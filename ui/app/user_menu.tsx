import { createSignal, Show } from "solid-js";
import { type DevUsers, fetchDevUsers, switchDevUser } from "../connection/mod.ts";
import { useViewer } from "../data/mod.ts";
import { MenuButton, MenuChoices, MenuItem, MenuSeparator, useToast } from "../parts/mod.ts";
import { texts } from "../texts/mod.ts";
import { type Theme, useTheme } from "./theme.tsx";

const THEMES = (["system", "light", "dark"] as const).map((value) => ({ value, label: texts.app.themes[value] }));

/** Who is looking; in development also who else one may be. */
export function UserMenu() {
  const { viewer } = useViewer();
  const { theme, choose } = useTheme();
  const toast = useToast();
  const [devUsers, setDevUsers] = createSignal<DevUsers | null>(null);
  const askOnce = async (isOpen: boolean) => {
    if (isOpen && !devUsers()) setDevUsers(await fetchDevUsers());
  };
  const become = async (name: string) => {
    if (name === devUsers()?.current) return;
    if (await switchDevUser(name)) location.assign("/");
    else toast({ kind: "error", title: texts.app.userSwitchFailed });
  };
  return (
    <Show when={viewer()}>
      {(known) => (
        <MenuButton
          class="button quiet user"
          onOpenChange={askOnce}
          button={
            <>
              <span class="avatar" aria-hidden="true">{known().name.slice(0, 1).toUpperCase()}</span>
              <span class="user-name">{known().name}</span>
            </>
          }
        >
          <Show when={devUsers()}>
            {(choice) => (
              <>
                <MenuChoices
                  label={texts.app.developmentUser}
                  value={choice().current}
                  options={choice().users.map(({ name }) => ({ value: name, label: name }))}
                  onChange={become}
                />
                <MenuSeparator />
              </>
            )}
          </Show>
          <MenuChoices<Theme> label={texts.app.theme} value={theme()} options={THEMES} onChange={choose} />
          <MenuSeparator />
          <MenuItem onSelect={() => open("/graphiql", "_blank", "noopener")}>{texts.app.apiExplorer}</MenuItem>
        </MenuButton>
      )}
    </Show>
  );
}
