// Choosers for files (components/forms.html, file_upload): they list what was chosen, say at once
// what is too large, and show how far the upload is.

const KIBIBYTE = 1024;

/** Make the choosers within `scope` work; `restart` starts the components of a part put in later. */
export function startUploads(scope, restart) {
  for (const upload of scope.querySelectorAll("[data-upload]")) {
    const input = upload.querySelector("input[type=file]");
    const form = input.form;
    input.addEventListener("change", () => show(upload, input));
    form.addEventListener("submit", (event) => {
      const problem = findProblem(upload, input);
      if (problem) {
        event.preventDefault();
        showProblem(upload, problem);
        input.focus();
      } else if (input.files.length) {
        event.preventDefault();
        send(form, event.submitter, upload, restart);
      }
    });
  }
}

function show(upload, input) {
  const list = upload.querySelector("[data-upload-list]");
  list.replaceChildren(...Array.from(input.files, describe));
  list.hidden = input.files.length === 0;
  showProblem(upload, findProblem(upload, input));
}

function describe(file) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  const size = document.createElement("span");
  name.textContent = file.name;
  size.textContent = formatSize(file.size);
  item.append(name, size);
  return item;
}

function findProblem(upload, input) {
  const files = Array.from(input.files);
  const { maxBytes, maxTotalBytes, maxFiles } = upload.dataset;
  const large = files.find((file) => file.size > Number(maxBytes));
  if (large) {
    return `${large.name} is ${formatSize(large.size)}: a file may be up to ${formatSize(maxBytes)}`;
  }
  if (files.length > Number(maxFiles)) {
    return `You chose ${files.length} files: send up to ${maxFiles} at a time`;
  }
  const total = files.reduce((sum, file) => sum + file.size, 0);
  return total > Number(maxTotalBytes)
    ? `These files are ${formatSize(total)} together: send up to ${formatSize(maxTotalBytes)} at a time`
    : "";
}

function showProblem(upload, problem) {
  const place = upload.querySelector("[data-upload-problem]");
  place.textContent = problem;
  place.hidden = !problem;
}

function send(form, button, upload, restart) {
  const request = new XMLHttpRequest();
  const body = new FormData(form, button);
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => showProgress(upload, event));
  request.addEventListener("load", () => finish(request, upload, restart));
  request.addEventListener("error", () => fail(form, upload));
  setBusy(form, true);
  request.send(body);
}

function showProgress(upload, event) {
  const place = upload.querySelector("[data-upload-progress]");
  const percent = event.lengthComputable ? Math.floor((event.loaded / event.total) * 100) : 0;
  place.hidden = false;
  place.querySelector("progress").value = percent;
  place.querySelector("[aria-live]").textContent =
    percent < 100 ? `${percent}% sent` : "Sent. Checking the files…";
}

/** Show the page that the server answered with, under its own address, without loading it twice. */
function finish(request, upload, restart) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const fresh = findContent(page);
  if (!fresh) {
    fail(upload.querySelector("input").form, upload);
    return;
  }
  window.history.pushState(null, "", request.responseURL);
  window.addEventListener("popstate", () => window.location.reload(), { once: true });
  document.title = page.title;
  const content = document.adoptNode(fresh);
  findContent(document).replaceWith(content);
  window.scrollTo(0, 0);
  restart(content);
}

function findContent(page) {
  return page.getElementById("main-content")?.parentElement;
}

function fail(form, upload) {
  setBusy(form, false);
  upload.querySelector("[data-upload-progress]").hidden = true;
  showProblem(upload, "The upload was cut off. Check your connection and send it again");
}

function setBusy(form, isBusy) {
  for (const button of form.querySelectorAll("button")) {
    button.disabled = isBusy;
  }
}

function formatSize(bytes) {
  let amount = Number(bytes);
  for (const unit of ["bytes", "KB", "MB"]) {
    if (amount < KIBIBYTE) {
      return `${unit === "MB" ? amount.toFixed(1).replace(/\.0$/, "") : amount.toFixed(0)} ${unit}`;
    }
    amount /= KIBIBYTE;
  }
  return `${amount.toFixed(1).replace(/\.0$/, "")} GB`;
}
