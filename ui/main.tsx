/** Effects: where the page starts in the browser. */
import { render } from "solid-js/web";
import { App } from "./app/mod.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/shell.css";
import "./styles/menu.css";

render(() => <App />, document.getElementById("root")!);
