// Starts the design system's components. Every page works without this.
import { initAll } from "../vendor/govuk-frontend-6.3.0/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
