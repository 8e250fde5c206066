import type { Locator, Page } from "playwright-core";

/** What a user would type over the defaults of the create page. */
export interface LaunchInput {
  name?: string;
  image?: string;
  cpu?: string;
  memory?: string;
}

/** The notebooks' pages by the roles and names that a user sees; knows no class and no id. */
export class NotebooksPage {
  constructor(readonly page: Page, readonly address: string) {}

  /** Opens the list of a namespace and waits until it is live. */
  async open(namespace = "demo"): Promise<void> {
    await this.page.goto(`${this.address}/notebooks?ns=${namespace}`);
    await this.heading().waitFor();
    await this.live().waitFor();
  }

  /** Goes to another list by the navigation and waits for its title. */
  async goTo(list: "Notebooks" | "TensorBoards" | "Volumes"): Promise<void> {
    await this.page.getByRole("navigation").getByRole("link", { name: list }).click();
    await this.page.getByRole("heading", { level: 1, name: list }).waitFor();
  }

  heading(): Locator {
    return this.page.getByRole("heading", { level: 1, name: "Notebooks" });
  }

  live(): Locator {
    return this.page.getByRole("button", { name: "Live", exact: true });
  }

  row(name: string): Locator {
    return this.page.getByRole("row", { name: new RegExp(`(^|\\s)${name}(\\s|$)`) });
  }

  connectLink(name: string): Locator {
    return this.row(name).getByRole("link", { name: "Connect" });
  }

  connectButton(name: string): Locator {
    return this.row(name).getByRole("button", { name: "Connect" });
  }

  startButton(name: string): Locator {
    return this.row(name).getByRole("button", { name: "Start", exact: true });
  }

  /** Presses New and waits for the form, filled in with its defaults. */
  async openForm(): Promise<void> {
    await this.page.getByRole("link", { name: "New notebook" }).first().click();
    await this.nameBox().waitFor();
  }

  nameBox(): Locator {
    return this.page.getByRole("textbox", { name: "Name", exact: true });
  }

  field(name: "CPU" | "Memory"): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  launchButton(): Locator {
    return this.page.getByRole("button", { name: "Launch", exact: true });
  }

  /** Types over what is given and presses Launch; returns the name that was launched. */
  async launch({ name, cpu, memory }: LaunchInput = {}): Promise<string> {
    if (name !== undefined) await this.nameBox().fill(name);
    if (cpu !== undefined) await this.field("CPU").fill(cpu);
    if (memory !== undefined) await this.field("Memory").fill(memory);
    const launched = await this.nameBox().inputValue();
    await this.launchButton().click();
    return launched;
  }

  /** Opens the row's menu and chooses an entry. */
  async choose(name: string, entry: string): Promise<void> {
    await (await this.menuEntry(name, entry)).click();
  }

  /** Opens the row's menu and finds an entry. */
  async menuEntry(name: string, entry: string): Promise<Locator> {
    await this.page.getByRole("button", { name: `More actions for ${name}`, exact: true }).click();
    return this.page.getByRole("menuitem", { name: entry, exact: true });
  }

  /** Clicks a link that opens in a new tab; resolves to that. */
  async follow(link: Locator): Promise<Page> {
    const opened = this.page.context().waitForEvent("page");
    await link.click();
    return await opened;
  }

  /** Answers the delete dialog. */
  async confirmDelete(name: string, files: "Keep its files" | "Remove its files too"): Promise<void> {
    const dialog = this.page.getByRole("dialog", { name: `Delete ${name}?` });
    const choice = dialog.getByRole("radio", { name: files });
    if (!(await choice.isChecked())) await choice.check({ force: true });
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
  }

  /** Switches the user by the menu in the bar. */
  async becomeUser(from: string, to: string): Promise<void> {
    await this.page.getByRole("button", { name: new RegExp(`\\b${from}\\b`) }).click();
    await this.page.getByRole("menuitemradio", { name: to }).click();
    await this.page.getByRole("button", { name: new RegExp(`\\b${to}\\b`) }).waitFor();
  }
}
