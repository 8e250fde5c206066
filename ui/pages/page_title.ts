import { type Accessor, createEffect } from "solid-js";
import { texts } from "../texts/mod.ts";

/** Keeps the title of the browser's tab. */
export function usePageTitle(title: Accessor<string>): void {
  createEffect(() => {
    document.title = texts.app.documentTitle(title());
  });
}
