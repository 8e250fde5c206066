import { A, useLocation } from "@solidjs/router";
import { createEffect, ErrorBoundary, on, type ParentProps, Show, Suspense } from "solid-js";
import { useClock } from "../clock/mod.ts";
import { isSignedOut } from "../connection/mod.ts";
import { useViewer } from "../data/mod.ts";
import { FaultNotice, LiveBadge } from "../parts/mod.ts";
import { texts } from "../texts/mod.ts";
import { useCurrentNamespace } from "./current_namespace.tsx";
import { NamespaceChooser } from "./namespace_chooser.tsx";
import { Navigation } from "./navigation.tsx";
import { listPath, nounOf, NOUNS } from "./paths.ts";
import { UserMenu } from "./user_menu.tsx";

/** What surrounds every page: the bar, and trouble that concerns all of them. */
export function Shell(props: ParentProps) {
  const { viewer, fault, reload } = useViewer();
  const { name } = useCurrentNamespace();
  const location = useLocation();
  useFocusOnNavigation();
  return (
    <>
      <a class="skip" href="#content">{texts.app.skip}</a>
      <header class="bar">
        <A class="brand" href={listPath(nounOf(location.pathname) ?? NOUNS[0], name())}>
          <Brand />
          <span>{texts.app.name}</span>
        </A>
        <NamespaceChooser />
        <div class="bar-end">
          <LiveBadge />
          <UserMenu />
        </div>
      </header>
      <Navigation />
      <main id="content" tabindex="-1">
        <Show when={fault() && (!viewer() || isSignedOut(fault()!))}>
          <FaultNotice fault={fault()!} onRetry={reload} />
        </Show>
        <ErrorBoundary fallback={() => <Broken />}>
          <Suspense>{props.children}</Suspense>
        </ErrorBoundary>
      </main>
    </>
  );
}

/** A link that was followed is gone with its page: the focus then goes to the new one, unless it takes it itself. */
function useFocusOnNavigation() {
  const location = useLocation();
  const clock = useClock();
  const focusIfLost = () => {
    if (document.activeElement === document.body) document.getElementById("content")?.focus({ preventScroll: true });
  };
  createEffect(on(() => location.pathname, () => clock.nextFrame(focusIfLost), { defer: true }));
}

/** Shown where a part fails, such as one whose file went with a newer build of the page. */
function Broken() {
  return (
    <div class="notice" data-tone="error" role="alert">
      <p>
        {texts.app.broken} <em>{texts.app.brokenNext}</em>
      </p>
      <button type="button" class="button" onClick={() => location.reload()}>{texts.app.reload}</button>
    </div>
  );
}

function Brand() {
  return (
    <svg class="brand-mark" viewBox="0 0 20 20" aria-hidden="true">
      <rect x="1" y="1" width="18" height="18" rx="5" fill="currentColor" />
      <path
        class="on-icon"
        d="M5.5 14.5L10 5l4.5 9.5M7.3 11.2h5.4"
        fill="none"
        stroke-width="1.8"
        stroke-linecap="round"
      />
    </svg>
  );
}
