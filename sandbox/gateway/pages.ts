/** What a page says: a title, sentences, and whether to look again by itself. */
export interface Page {
  title: string;
  sentences: readonly string[];
  /** Seconds. */
  refreshAfter?: number;
}

/** A small page without scripts, light or dark as the browser wishes; `home` leads back to where tools are opened. */
export function renderPage({ title, sentences, refreshAfter }: Page, home: string): string {
  const refresh = refreshAfter ? `<meta http-equiv="refresh" content="${refreshAfter}">` : "";
  const text = sentences.map((each) => `<p>${escapeHtml(each)}</p>`).join("");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>${refresh}
<meta name="viewport" content="width=device-width"><style>:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:18vh auto;padding:0 1.5rem}h1{font-size:1.4rem}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${text}<p><a href="${
    escapeHtml(home)
  }">Back to the list</a></p></main></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
}
