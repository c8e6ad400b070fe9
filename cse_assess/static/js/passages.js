// Words that are selected in the text of a file are put into the form beside it, whole words only.
// Without this, they are copied and pasted.

const WORD = /[\p{L}\p{N}]/u;

function isWordAt(text, place) {
  return place >= 0 && place < text.length && WORD.test(text[place]);
}

function widenToWords(text, from, to) {
  let [start, end] = [from, to];
  while (isWordAt(text, start - 1) && isWordAt(text, start)) {
    start -= 1;
  }
  while (isWordAt(text, end - 1) && isWordAt(text, end)) {
    end += 1;
  }
  return [start, end];
}

function offsetOf(source, node, offset) {
  const before = document.createRange();
  before.setStart(source, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}

/** Return where the selected words begin and end in the source's text, or nothing. */
function readSelection(source) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) {
    return undefined;
  }
  const range = selection.getRangeAt(0);
  if (!source.contains(range.startContainer) || !source.contains(range.endContainer)) {
    return undefined;
  }
  const start = offsetOf(source, range.startContainer, range.startOffset);
  return widenToWords(source.textContent, start, start + range.toString().length);
}

function fill(form, source) {
  const chosen = readSelection(source);
  if (!chosen) {
    return;
  }
  const [start, end] = chosen;
  form.elements.quotation.value = source.textContent.slice(start, end).trim();
  form.elements.start.value = String(start);
  form.elements.page_number.value = source.dataset.pageText;
}

const form = document.querySelector("form[data-pin]");
const source = document.querySelector("[data-page-text]");
if (form && source) {
  document.addEventListener("selectionchange", () => fill(form, source));
}
