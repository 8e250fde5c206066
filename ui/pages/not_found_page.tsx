import { A } from "@solidjs/router";
import { listRoute, NOUNS } from "../app/paths.ts";
import { texts } from "../texts/mod.ts";
import { usePageTitle } from "./page_title.ts";

/** Shown where nothing is, or nothing that the viewer may see: which of the two is not told. */
export default function NotFoundPage() {
  usePageTitle(() => texts.notFound.title);
  return (
    <section class="empty">
      <h1>{texts.notFound.title}</h1>
      <p>{texts.notFound.what}</p>
      <A class="button primary" href={listRoute(NOUNS[0])}>{texts.notFound.back}</A>
    </section>
  );
}
