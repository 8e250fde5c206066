import type { NotebooksPage } from "../notebooks_page.ts";
import type { World } from "../world.ts";

/** A window that stays on the list of TensorBoards: what is said there may be over before another comes to look. */
export class BoardsWindow {
  list!: NotebooksPage;

  constructor(readonly world: World) {}

  /** Opens it. */
  async open(): Promise<void> {
    this.list = await this.world.openWindow();
    await this.list.open();
    await this.list.goTo("TensorBoards");
  }
}
