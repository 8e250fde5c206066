import type { Browser, BrowserContext, Page } from "playwright-core";
import { complaintsOf, launchBrowser, openWindow, pictureOfFailure } from "./browser.ts";
import { type DevOptions, type DevProcess, startDev } from "./dev_process.ts";
import { GraphqlApi } from "./graphql.ts";
import { Kubectl } from "./kubectl.ts";
import { NotebooksPage } from "./notebooks_page.ts";
import { recordSentences } from "./sentences.ts";
import { type Images, makePlace, type Place } from "./temporary_place.ts";

/** One running sandbox with two browser windows before it. */
export class World {
  dev!: DevProcess;
  browser!: Browser;
  first!: NotebooksPage;
  second!: NotebooksPage;
  kubectl!: Kubectl;
  api!: GraphqlApi;
  /** The notebook that the story is about; named by the create page. */
  notebook = "";
  #windows: BrowserContext[] = [];

  private constructor(readonly place: Place) {}

  static async make(images: Images = "shared"): Promise<World> {
    return new World(await makePlace(images));
  }

  /** Starts `task dev`, or starts it again where it was. */
  async startDev(options: DevOptions = {}): Promise<void> {
    this.dev = await startDev(this.place, { ports: this.dev?.ports, ...options });
    this.kubectl = new Kubectl(this.dev.kubeconfig);
    this.api = new GraphqlApi(this.dev.page);
  }

  /** Opens the two windows, both recording what rows say. */
  async openWindows(): Promise<void> {
    this.browser = await launchBrowser();
    this.first = await this.openWindow();
    this.second = await this.openWindow();
  }

  get pages(): NotebooksPage[] {
    return [this.first, this.second];
  }

  /** What notebook `name` is reached under. */
  toolUrl(name = this.notebook): string {
    return `${this.dev.tools}/notebook/demo/${name}/`;
  }

  /** Pictures of all pages, what kubectl sees and the last words of task dev, for whoever reads the failure. */
  async explainFailure(says: string): Promise<void> {
    const name = says.replace(/[^a-z0-9]+/gi, "-").slice(0, 60);
    for (const context of this.browser?.contexts() ?? []) console.log(complaintsOf(context).join("\n"));
    const pages = this.browser?.contexts().flatMap((context) => context.pages()) ?? [];
    for (const [index, page] of pages.entries()) await pictureOfFailure(page, `${name}-${index + 1}`);
    const seen = await this.kubectl?.try(["get", "notebooks,pods,events"]).catch((error) => ({
      stdout: String(error),
    }));
    console.log(`${seen?.stdout ?? ""}\n${this.dev?.output.tail(25) ?? "task dev did not start"}`);
  }

  async end(): Promise<void> {
    await this.browser?.close().catch(() => {});
    await this.dev?.kill();
    await this.place.remove();
  }

  /** One more window, of a user of its own, that keeps what its rows say. */
  async openWindow(): Promise<NotebooksPage> {
    const context = await openWindow(this.browser);
    this.#windows.push(context);
    const page: Page = await context.newPage();
    await recordSentences(page);
    return new NotebooksPage(page, this.dev.page);
  }
}
