// Filter panels (components/forms.html, filter_panel) are closed on a phone until one is in use.

const PHONE = window.matchMedia("(max-width: 40em)");

/** Close the unused filter panels within `scope` where the window is narrow. */
export function closeFiltersOnPhone(scope) {
  if (!PHONE.matches) {
    return;
  }
  for (const panel of scope.querySelectorAll("[data-close-on-phone]:not([data-is-active])")) {
    panel.open = false;
  }
}
