// Starts the design system's components and our own. Every page works without this.
import { initAll } from "../vendor/govuk-frontend-6.3.0/govuk-frontend.min.js";
import { startCopying } from "./copy.js";
import { closeFiltersOnPhone } from "./filters.js";
import { startRefreshing } from "./refresh.js";
import { startUploads } from "./upload.js";

/** Start every component within `scope`: the document, or a part that was put in later. */
export function start(scope) {
  initAll(scope === document ? {} : { scope });
  startCopying(scope);
  closeFiltersOnPhone(scope);
  startUploads(scope, start);
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
start(document);
startRefreshing(document);
