import type { CatalogueEntry } from "../../sandbox/images/catalogue.ts";

/**
 * A tool as small as can be that still is one: answers like Jupyter's `/api/kernels`, and keeps what is PUT to it in its
 * home, on the disk before it says so.
 */
const PROGRAM = `
import http.server, os, sys
class Tool(http.server.BaseHTTPRequestHandler):
  def do_GET(self):
    self.send_response(200); self.end_headers(); self.wfile.write(b"[]")
  def do_PUT(self):
    body = self.body()
    with open("/home/jovyan/" + os.path.basename(self.path), "wb") as file:
      file.write(body); file.flush(); os.fsync(file.fileno())
    self.send_response(204); self.end_headers()
  def body(self):
    length = self.headers["content-length"]
    if length: return self.rfile.read(int(length))
    whole = b""
    while size := int(self.rfile.readline(), 16):
      whole += self.rfile.read(size); self.rfile.readline()
    return whole
  def log_message(self, *_): pass
http.server.ThreadingHTTPServer((sys.argv[sys.argv.index("--bind") + 1], 8888), Tool).serve_forever()
`;

export const TOOL_IMAGE = "example.org/tool:1";

/** How the sandbox's node has it. */
export const TOOL_ENTRY: CatalogueEntry = {
  matches: /^example\.org\/tool$/,
  command: ["python3", "-c", PROGRAM, "--bind", "0.0.0.0"],
  home: "/home/jovyan",
  listenFlags: { "--bind": "--bind" },
};
