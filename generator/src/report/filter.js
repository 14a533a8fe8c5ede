
"use strict";
const by = (id) => document.getElementById(id);
const pages = [...document.querySelectorAll("details.page")];
const groups = [...document.querySelectorAll("section.group")];
const levels = ["", "note", "warning", "error"];
const texts = new Map();
const text = (page) => {
  if (!texts.has(page)) {
    const codes = [...page.querySelectorAll("code.rule")].map((code) => code.textContent);
    texts.set(page, [page.querySelector("summary").textContent, ...codes].join(" ").toLowerCase());
  }
  return texts.get(page);
};
const show = () => {
  const words = by("words").value.toLowerCase().split(/\s+/).filter(Boolean);
  const least = levels.indexOf(by("severity").value);
  let shown = 0;
  for (const page of pages) {
    page.hidden = levels.indexOf(page.dataset.worst) < least || !words.every((w) => text(page).includes(w));
    shown += page.hidden ? 0 : 1;
  }
  for (const group of groups) group.hidden = !group.querySelector("details.page:not([hidden])");
  by("shown").textContent = shown === pages.length ? "" : `${shown} of ${pages.length} pages`;
};
const openTarget = () => {
  const target = location.hash.length > 1 && by(decodeURIComponent(location.hash.slice(1)));
  const page = target && target.closest("details");
  if (page) { page.hidden = false; page.open = true; target.scrollIntoView(); }
};
by("filter").hidden = false;
by("filter").addEventListener("submit", (event) => event.preventDefault());
by("words").addEventListener("input", show);
by("severity").addEventListener("change", show);
by("open").addEventListener("click", () => pages.forEach((page) => { page.open = !page.hidden; }));
by("close").addEventListener("click", () => pages.forEach((page) => { page.open = false; }));
addEventListener("hashchange", openTarget);
openTarget();
