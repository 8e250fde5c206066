// @ts-types="./websocket_server.d.ts"
export { WebSocketServer } from "ws";
