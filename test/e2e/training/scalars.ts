/** What a training writes, in Python alone: the notebook's image has neither TensorFlow nor TensorBoard. */
const WRITER = `
import os, struct, time

def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF

def masked(data):
    crc = crc32c(data)
    return struct.pack("<I", (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF)

def part(number, data):
    return bytes([number << 3 | 2, len(data)]) + data

def record(event):
    length = struct.pack("<Q", len(event))
    return length + masked(length) + event + masked(event)

def scalar(step, loss):
    value = part(1, b"loss") + b"\\x15" + struct.pack("<f", loss)
    return b"\\x09" + struct.pack("<d", 1000 + step) + b"\\x10" + bytes([step]) + part(5, part(1, value))

def train(folder, steps, seconds):
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/events.out.tfevents.1000.notebook", "wb", buffering=0) as file:
        file.write(record(b"\\x09" + struct.pack("<d", 1000) + part(3, b"brain.Event:2")))
        for step in range(steps):
            file.write(record(scalar(step, 1 / 2 ** step)))
            time.sleep(seconds)
`;

/** A cell that trains: every `seconds` a loss that halves, written below `folder`; at most 100 steps. */
export function trainingCell(folder: string, { steps, seconds }: { steps: number; seconds: number }): string {
  return `${WRITER}\ntrain(${JSON.stringify(folder)}, ${steps}, ${seconds})`;
}

/** The loss that a TensorBoard shows for a run: one `[time, step, value]` per step; empty while it knows none. */
export async function shownLoss(tensorboardUrl: string, run: string): Promise<[number, number, number][]> {
  const url = `${tensorboardUrl}data/plugin/scalars/scalars?run=${encodeURIComponent(run)}&tag=loss`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  if (answer.ok) return await answer.json();
  await answer.body?.cancel();
  return [];
}
