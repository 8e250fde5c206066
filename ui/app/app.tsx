import { Navigate, Route, Router } from "@solidjs/router";
import type { Component, ParentProps } from "solid-js";
import { ClockProvider, createClock } from "../clock/mod.ts";
import { ConnectionProvider } from "../connection/mod.ts";
import { FeedsProvider, ViewerProvider } from "../data/mod.ts";
import { lazyPart, ToastsProvider } from "../parts/mod.ts";
import { CurrentNamespaceProvider } from "./current_namespace.tsx";
import { listRoute, type Noun, NOUNS } from "./paths.ts";
import { Shell } from "./shell.tsx";
import { ThemeProvider } from "./theme.tsx";

/** The pages of a noun, each in a file of its own. */
const PAGES: Record<Noun, Record<"List" | "Create" | "Details", Component>> = {
  notebooks: {
    List: lazyPart(() => import("../pages/notebooks/list_page.tsx")),
    Create: lazyPart(() => import("../pages/notebooks/create_page.tsx")),
    Details: lazyPart(() => import("../pages/notebooks/details_page.tsx")),
  },
  tensorboards: {
    List: lazyPart(() => import("../pages/tensorboards/list_page.tsx")),
    Create: lazyPart(() => import("../pages/tensorboards/create_page.tsx")),
    Details: lazyPart(() => import("../pages/tensorboards/details_page.tsx")),
  },
  volumes: {
    List: lazyPart(() => import("../pages/volumes/list_page.tsx")),
    Create: lazyPart(() => import("../pages/volumes/create_page.tsx")),
    Details: lazyPart(() => import("../pages/volumes/details_page.tsx")),
  },
};
const FilesPage = lazyPart(() => import("../pages/volumes/files_page.tsx"));
const NotFoundPage = lazyPart(() => import("../pages/not_found_page.tsx"));

/** The whole page. */
export function App() {
  return (
    <ClockProvider clock={createClock()}>
      <ThemeProvider>
        <ToastsProvider>
          <ConnectionProvider>
            <ViewerProvider>
              <FeedsProvider>
                <Routes />
              </FeedsProvider>
            </ViewerProvider>
          </ConnectionProvider>
        </ToastsProvider>
      </ThemeProvider>
    </ClockProvider>
  );
}

function Routes() {
  return (
    <Router root={Frame}>
      <Route path="/" component={() => <Navigate href={listRoute(NOUNS[0])} />} />
      {NOUNS.map((noun) => (
        <>
          <Route path={listRoute(noun)} component={PAGES[noun].List} />
          <Route path={`${listRoute(noun)}/new`} component={PAGES[noun].Create} />
          <Route
            path={`${listRoute(noun)}/:ns/:name/:tab?`}
            component={PAGES[noun].Details}
            matchFilters={{ tab: ["events", "logs"] }}
          />
        </>
      ))}
      <Route path={`${listRoute("volumes")}/:ns/:name/files`} component={FilesPage} />
      <Route path="*" component={NotFoundPage} />
    </Router>
  );
}

function Frame(props: ParentProps) {
  return (
    <CurrentNamespaceProvider>
      <Shell>{props.children}</Shell>
    </CurrentNamespaceProvider>
  );
}
