// Starts the design system's components and our own. Every page works without this.
import {
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from "../vendor/govuk-frontend-6.3.0/govuk-frontend.min.js";
import { startCopying } from "./copy.js";
import { closeFiltersOnPhone } from "./filters.js";
import { startRefreshing } from "./refresh.js";
import { startUploads } from "./upload.js";

// Not Radios: it marks radio buttons with aria-expanded, which ARIA does not allow on them. What a
// radio button reveals is shown by the stylesheet.
const COMPONENTS = [
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  Tabs,
];

/** Start every component within `scope`: the document, or a part that was put in later. */
export function start(scope) {
  for (const component of COMPONENTS) {
    createAll(component, undefined, { scope });
  }
  startCopying(scope);
  closeFiltersOnPhone(scope);
  startUploads(scope, start);
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
start(document);
startRefreshing(document);
