// Keeps what is typed into a form in this tab until the server has it: a session that ended or a
// connection that failed on a visit costs nobody their notes. Every form works without this.

const PREFIX = "kept-text:";

function listFields(form) {
  return [...form.querySelectorAll("textarea, select")];
}

function keep(form) {
  const values = Object.fromEntries(listFields(form).map((field) => [field.name, field.value]));
  const isEmpty = !form.querySelector("textarea").value.trim();
  if (isEmpty) {
    sessionStorage.removeItem(PREFIX + form.dataset.keepText);
  } else {
    sessionStorage.setItem(PREFIX + form.dataset.keepText, JSON.stringify(values));
  }
}

function putBack(form) {
  const kept = sessionStorage.getItem(PREFIX + form.dataset.keepText);
  if (!kept || form.querySelector("textarea").value) {
    return;
  }
  const values = JSON.parse(kept);
  for (const field of listFields(form)) {
    const value = values[field.name];
    const isOffered = field.options && [...field.options].some((each) => each.value === value);
    if (value !== undefined && (!field.options || isOffered)) {
      field.value = value;
    }
  }
  form.querySelector("[data-kept-message]").textContent =
    "This text from before may not have been saved. Save it, or delete it.";
}

function forget(form) {
  sessionStorage.removeItem(PREFIX + form.dataset.keepText);
  const address = new URL(window.location.href);
  address.searchParams.delete("saved");
  window.history.replaceState(null, "", address);
}

for (const form of document.querySelectorAll("form[data-keep-text]")) {
  if ("isSaved" in form.dataset) {
    forget(form);
  }
  putBack(form);
  form.addEventListener("input", () => keep(form));
}
