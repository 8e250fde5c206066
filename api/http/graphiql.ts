import { CompressedBody } from "./compressed_body.ts";
import { REQUEST_HEADER } from "./graphql_http.ts";
import { hashInlineScripts } from "./inline_scripts.ts";
import { graphiqlPolicy } from "./security_headers.ts";

/** Serves GraphiQL; its 9 MB are loaded, and compressed, when somebody first asks. */
export function createGraphiql(): (request: Request) => Promise<Response> {
  let page: Promise<{ body: CompressedBody; policy: string }> | undefined;
  return async (request) => {
    page ??= renderPage();
    const { body, policy } = await page;
    const { bytes, encoding } = await body.encode(request.headers.get("accept-encoding"));
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
        "cache-control": "private, max-age=3600",
        vary: "accept-encoding",
        ...(encoding && { "content-encoding": encoding }),
      },
    });
  };
}

async function renderPage(): Promise<{ body: CompressedBody; policy: string }> {
  const { renderGraphiQL } = await import("@graphql-yoga/render-graphiql");
  const html = renderGraphiQL({
    title: "Atelier API",
    endpoint: "/graphql",
    subscriptionsProtocol: "SSE",
    additionalHeaders: { [REQUEST_HEADER]: "1" },
  });
  const body = new CompressedBody(new TextEncoder().encode(html), { brotliQuality: 5 });
  return { body, policy: graphiqlPolicy(hashInlineScripts(html)) };
}
