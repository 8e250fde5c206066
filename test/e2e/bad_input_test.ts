import { badCreates } from "./bad_input/bad_creates.ts";
import { badNotebooks } from "./bad_input/bad_notebooks.ts";
import { badRequests } from "./bad_input/bad_requests.ts";
import { onThePage } from "./bad_input/on_the_page.ts";
import { endToEnd } from "./end_to_end.ts";

endToEnd("bad input ends in a clear answer", [badCreates, badNotebooks, badRequests, onThePage]);
