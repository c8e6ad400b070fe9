// "Copy" beside an address (components/forms.html, copy_link).

/** Show the copy buttons within `scope` and make them work. */
export function startCopying(scope) {
  for (const group of scope.querySelectorAll("[data-copy]")) {
    const button = group.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => copy(group));
  }
}

async function copy(group) {
  const input = group.querySelector("input");
  const done = group.querySelector("[aria-live]");
  input.select();
  try {
    await navigator.clipboard.writeText(input.value);
    done.textContent = "Copied.";
  } catch {
    done.textContent = "The address is selected: copy it with your keyboard.";
  }
}
