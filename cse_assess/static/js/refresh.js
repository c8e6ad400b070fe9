// Parts of a page that are fetched again while something runs (components/progress.html, refreshed).

/** Keep the marked parts of `scope` up to date until the server draws them without the mark. */
export function startRefreshing(scope) {
  for (const region of scope.querySelectorAll("[data-refresh-seconds]")) {
    plan(region);
  }
}

function plan(region) {
  window.setTimeout(() => refresh(region), Number(region.dataset.refreshSeconds) * 1000);
}

async function refresh(region) {
  const fresh = await fetchRegion(region.id);
  if (fresh === undefined) {
    plan(region);
  } else if (fresh && "refreshSeconds" in fresh.dataset) {
    if (fresh.innerHTML !== region.innerHTML) {
      region.replaceChildren(...fresh.childNodes);
    }
    plan(region);
  } else {
    window.location.reload();
  }
}

/** Return the region of the page as it is now, null where it has gone, undefined on a failure. */
async function fetchRegion(id) {
  try {
    const response = await fetch(window.location.href, { redirect: "error" });
    if (!response.ok) {
      return undefined;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.getElementById(id);
  } catch {
    return undefined;
  }
}
