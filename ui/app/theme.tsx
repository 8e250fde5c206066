import { type Accessor, createContext, createSignal, type ParentProps, useContext } from "solid-js";

/** Which theme is chosen; `system` follows the machine. */
export type Theme = "system" | "light" | "dark";

interface ThemeState {
  theme: Accessor<Theme>;
  choose(theme: Theme): void;
}

/** Read before the first paint by the inline script of index.html, which has to say the same. */
const STORAGE_KEY = "atelier-theme";
const ThemeContext = createContext<ThemeState>();

/** Gives its children the theme. */
export function ThemeProvider(props: ParentProps) {
  const attribute = document.documentElement.dataset.theme;
  const [theme, setTheme] = createSignal<Theme>(attribute === "light" || attribute === "dark" ? attribute : "system");
  const choose = (next: Theme) => {
    setTheme(next);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem(STORAGE_KEY, next);
    } catch {
      // Storage may be forbidden: then the choice lasts as long as the page.
    }
  };
  return <ThemeContext.Provider value={{ theme, choose }}>{props.children}</ThemeContext.Provider>;
}

/** The theme. */
export function useTheme(): ThemeState {
  const state = useContext(ThemeContext);
  if (!state) throw new Error("Cannot use the theme: no ThemeProvider is above");
  return state;
}
