// Shortcuts of the assessor's page of an element, all with Alt and Shift held. They can be switched
// off, which this browser remembers. Every link and button works without this.

const REMEMBERED = "desk-shortcuts";
const OFF = "off";
const help = document.querySelector("[data-desk-shortcuts]");
const choice = help.querySelector("input");

function recall() {
  try {
    return window.localStorage.getItem(REMEMBERED);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function remember(value) {
  try {
    window.localStorage.setItem(REMEMBERED, value);
  } catch {
    // It holds for this page.
  }
}

function follow(relation) {
  document.querySelector(`main a[rel="${relation}"]`)?.click();
}

function chooseLevel(number) {
  const levels = document.querySelectorAll('#finding input[name="level"]:not([value=""])');
  levels[number - 1]?.click();
  levels[number - 1]?.focus();
}

const DEEDS = {
  KeyN: () => follow("next"),
  KeyP: () => follow("prev"),
  KeyD: () => document.getElementById("is_done").click(),
  KeyE: () => document.getElementById("evidence-heading").focus(),
};

function findDeed(code) {
  const digit = /^Digit([1-9])$/.exec(code);
  return digit ? () => chooseLevel(Number(digit[1])) : DEEDS[code];
}

function listen(event) {
  if (!choice.checked || !event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) {
    return;
  }
  const deed = findDeed(event.code);
  if (deed) {
    event.preventDefault();
    deed();
  }
}

choice.checked = recall() !== OFF;
choice.addEventListener("change", () => remember(choice.checked ? "on" : OFF));
document.addEventListener("keydown", listen);
help.hidden = !window.matchMedia("(hover: hover)").matches;
