import type { Page } from "playwright-core";
import { Kernel } from "../kernel.ts";
import { waitFor } from "../wait_for.ts";
import type { World } from "../world.ts";
import { WRITTEN } from "./names.ts";

const COMPUTE = `while True: sum(range(1000)); __import__("time").sleep(0.01)`;

/** Who works in notebooks: each is connected to a kernel of theirs, and may have the page open, until they leave. */
export class People {
  readonly #kernels = new Map<string, Kernel>();
  readonly #pages = new Map<string, Page>();

  constructor(readonly world: World) {}

  /** Writes a file as soon as it runs, and rests. */
  async work(name: string): Promise<void> {
    const kernel = await this.#connect(name);
    await kernel.run(`open("/home/jovyan/kept.txt", "w").write("${WRITTEN}")`);
  }

  /** Runs a cell that prints nothing and ends never. */
  async compute(name: string): Promise<void> {
    const kernel = await this.#connect(name);
    kernel.run(COMPUTE).catch(() => {});
    await waitFor("its kernel is busy", async () => {
      const answer = await fetch(`${this.world.toolUrl(name)}api/kernels`, { signal: AbortSignal.timeout(5_000) });
      return (await answer.json())[0]?.execution_state === "busy";
    });
  }

  /** Opens it in a tab by its row's Connect. */
  async open(name: string): Promise<void> {
    const page = await this.world.first.follow(this.world.first.connectLink(name));
    this.#pages.set(name, page);
    await page.getByRole("menubar").first().waitFor({ timeout: 45_000 });
  }

  /** Closes the tab and the connection; the kernel goes on with what it does. */
  async leave(name: string): Promise<void> {
    await this.#pages.get(name)?.close();
    this.#kernels.get(name)?.leave();
  }

  async #connect(name: string): Promise<Kernel> {
    await this.world.first.connectLink(name).waitFor({ timeout: 230_000 });
    const kernel = await Kernel.start(this.world.toolUrl(name));
    this.#kernels.set(name, kernel);
    return kernel;
  }
}
