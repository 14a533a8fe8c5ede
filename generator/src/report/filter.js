"use strict";
const by = (id) => document.getElementById(id);
const pages = [...document.querySelectorAll("details.page")];
const groups = [...document.querySelectorAll("section.group, #run")];
const findings = [...document.querySelectorAll("li.finding")];
const levels = ["", "note", "warning", "error"];
const texts = new Map();
const text = (page) => {
  if (!texts.has(page)) {
    const codes = [...page.querySelectorAll(".finding code.rule")].map((code) => code.textContent);
    texts.set(page, [page.querySelector("summary").textContent, ...codes].join(" ").toLowerCase());
  }
  return texts.get(page);
};
const show = () => {
  const words = by("words").value.toLowerCase().split(/\s+/).filter(Boolean);
  const [severity, rule, group] = ["severity", "rule", "group"].map((id) => by(id).value);
  const least = levels.indexOf(severity);
  const isNarrowed = words.length > 0 || least > 0 || rule !== "";
  for (const finding of findings) finding.hidden = rule !== "" && finding.dataset.rule !== rule;
  for (const list of document.querySelectorAll("ul.findings")) {
    const isEmpty = !list.querySelector("li.finding:not([hidden])");
    list.hidden = isEmpty;
    list.previousElementSibling.hidden = isEmpty;
  }
  let shown = 0;
  for (const page of pages) {
    const isThere = group === "" || page.closest("section.group").id === group;
    const hasRule = rule === "" || page.querySelector("li.finding:not([hidden])") !== null;
    const hasLevel = levels.indexOf(page.dataset.worst) >= least;
    page.hidden = !(isThere && hasRule && hasLevel && words.every((word) => text(page).includes(word)));
    shown += page.hidden ? 0 : 1;
  }
  for (const section of groups) {
    const isChosen = group === "" || section.id === group;
    const holds = section.id === "run"
      ? !isNarrowed || (rule !== "" && section.querySelector("li.finding:not([hidden])") !== null)
      : section.querySelector("details.page:not([hidden])") !== null;
    section.hidden = !(isChosen && holds);
  }
  const isWhole = group === "" && !isNarrowed;
  by("shown").textContent = isWhole ? "" : `${shown} of ${pages.length} pages`;
};
const openTarget = () => {
  const target = location.hash.length > 1 && by(decodeURIComponent(location.hash.slice(1)));
  const page = target && target.closest("details");
  if (page) { page.hidden = false; page.open = true; target.scrollIntoView(); }
  const section = target && target.closest("section.group, #run");
  if (section) section.hidden = false;
};
const choose = (link) => {
  by("rule").value = link.dataset.choose;
  show();
  by("filter").scrollIntoView();
  by("rule").focus();
};
by("filter").hidden = false;
by("filter").addEventListener("submit", (event) => event.preventDefault());
by("filter").addEventListener("reset", () => setTimeout(show));
by("words").addEventListener("input", show);
for (const id of ["severity", "rule", "group"]) by(id).addEventListener("change", show);
by("open").addEventListener("click", () => pages.forEach((page) => { page.open = !page.hidden; }));
by("close").addEventListener("click", () => pages.forEach((page) => { page.open = false; }));
for (const link of document.querySelectorAll("a[data-choose]")) {
  link.addEventListener("click", (event) => { event.preventDefault(); choose(link); });
}
addEventListener("keydown", (event) => {
  const isTyped = event.target.closest?.("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey;
  if (event.key === "/" && !isTyped) { event.preventDefault(); by("words").focus(); }
});
addEventListener("hashchange", openTarget);
show();
openTarget();
