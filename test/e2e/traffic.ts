import type { Page } from "playwright-core";

/** What a page sent and received since the recording began. */
export interface Traffic {
  requests: string[];
  /** `> text` sent, `< text` received. */
  frames: string[];
}

/** Records every HTTP request and WebSocket frame of a page; must begin before the page opens its WebSocket. */
export function recordTraffic(page: Page): Traffic {
  const traffic: Traffic = { requests: [], frames: [] };
  page.on("request", (request) => traffic.requests.push(`${request.method()} ${request.url()}`));
  page.on("websocket", (socket) => {
    traffic.requests.push(`WEBSOCKET ${socket.url()}`);
    socket.on("framesent", ({ payload }) => traffic.frames.push(`> ${payload}`));
    socket.on("framereceived", ({ payload }) => traffic.frames.push(`< ${payload}`));
  });
  return traffic;
}

/** Forgets what was recorded so far. */
export function forget(traffic: Traffic): void {
  traffic.requests.length = 0;
  traffic.frames.length = 0;
}

/** The frames that are more than a ping or pong of graphql-transport-ws. */
export function messagesIn(traffic: Traffic): string[] {
  return traffic.frames.filter((each) => !/^[<>] \{"type":"p[io]ng"/.test(each));
}
