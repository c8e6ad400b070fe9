"use strict";

// Shows the elements that hold every word that was typed. Without this file the lists are there.
const box = document.getElementById("wanted");
const hits = document.getElementById("hits");
const found = document.getElementById("found");
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const entries = window.packEntries.map((entry) => ({ ...entry, all: fold(`${entry.title} ${entry.words}`) }));

function list(words) {
  return words.length ? entries.filter((entry) => words.every((word) => entry.all.includes(word))) : [];
}

function show() {
  const words = fold(box.value).split(/\s+/).filter(Boolean);
  const matching = list(words);
  hits.replaceChildren(...matching.map(makeHit));
  found.textContent = words.length ? `${matching.length || "Nothing"} found` : "";
}

function makeHit(entry) {
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = entry.place;
  link.textContent = entry.title;
  const item = document.createElement("li");
  item.append(link);
  return item;
}

box.form.addEventListener("submit", (event) => event.preventDefault());
box.addEventListener("input", show);
document.getElementById("search").hidden = false;
show();
