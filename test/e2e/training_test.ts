import { endToEnd } from "./end_to_end.ts";
import { files } from "./training/files.ts";
import { onAVolume } from "./training/on_a_volume.ts";

endToEnd("a training on a volume: a notebook writes, a TensorBoard shows it, a browser edits beside", [
  onAVolume,
  files,
]);
