// A piece of evidence opens beside the element without the page being left, so that nothing that
// was typed is lost. Without this, the same links load the page anew.

const panel = document.getElementById("preview");
let opener = null;

function isPlainClick(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

async function fetchPanel(address) {
  const response = await fetch(address, { redirect: "error" });
  if (!response.ok) {
    throw new Error(`${response.status} for ${address}`);
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.getElementById(panel.id);
}

function show(fresh) {
  panel.replaceChildren(...fresh.childNodes);
  const heading = panel.querySelector("h2");
  panel.closest(".app-columns").classList.toggle("app-columns--reading", heading !== null);
  panel.scrollIntoView({ block: "nearest" });
  (heading ?? opener)?.focus();
}

async function follow(link) {
  if (!panel.contains(link)) {
    opener = link;
  }
  try {
    show(await fetchPanel(link.href));
  } catch {
    window.location.assign(link.href);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-preview]");
  if (link && isPlainClick(event)) {
    event.preventDefault();
    follow(link);
  }
});
