// The element page with a script: two shortcuts, and a warning before unsaved text is left behind.
// Every button works without this.

const SHORTCUT_KEY = "Enter";

function readState(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

function warnOfUnsavedChanges(form) {
  const saved = readState(form);
  let isLeavingToSave = false;
  form.addEventListener("submit", () => {
    isLeavingToSave = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isLeavingToSave && readState(form) !== saved) {
      event.preventDefault();
    }
  });
}

function findButton(form, event) {
  return form.querySelector(`button[name="then"][value="${event.shiftKey ? "next" : "stay"}"]`);
}

function listenToShortcuts(form) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== SHORTCUT_KEY || !(event.ctrlKey || event.metaKey)) {
      return;
    }
    event.preventDefault();
    form.requestSubmit(findButton(form, event));
  });
  const help = form.querySelector("[data-shortcut-help]");
  help.hidden = !window.matchMedia("(hover: hover)").matches;
}

const form = document.querySelector("form[data-unsaved]");
warnOfUnsavedChanges(form);
listenToShortcuts(form);
