import { Navigate, Route, Router } from "@solidjs/router";
import type { ParentProps } from "solid-js";
import { ClockProvider, createClock } from "../clock/mod.ts";
import { ConnectionProvider } from "../connection/mod.ts";
import { NotebooksProvider, ViewerProvider } from "../data/mod.ts";
import { lazyPart, ToastsProvider } from "../parts/mod.ts";
import { CurrentNamespaceProvider } from "./current_namespace.tsx";
import { LIST } from "./paths.ts";
import { Shell } from "./shell.tsx";
import { ThemeProvider } from "./theme.tsx";

const NotebooksPage = lazyPart(() => import("../pages/notebooks/list_page.tsx"));
const CreatePage = lazyPart(() => import("../pages/notebooks/create_page.tsx"));
const DetailsPage = lazyPart(() => import("../pages/notebooks/details_page.tsx"));
const NotFoundPage = lazyPart(() => import("../pages/not_found_page.tsx"));

/** The whole page. */
export function App() {
  return (
    <ClockProvider clock={createClock()}>
      <ThemeProvider>
        <ToastsProvider>
          <ConnectionProvider>
            <ViewerProvider>
              <NotebooksProvider>
                <Routes />
              </NotebooksProvider>
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
      <Route path="/" component={() => <Navigate href={LIST} />} />
      <Route path={LIST} component={NotebooksPage} />
      <Route path={`${LIST}/new`} component={CreatePage} />
      <Route path={`${LIST}/:ns/:name/:tab?`} component={DetailsPage} matchFilters={{ tab: ["events", "logs"] }} />
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
