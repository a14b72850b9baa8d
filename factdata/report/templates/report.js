"use strict";
// What the pages do beyond being read. Without it every page is whole; forms stay hidden then.

// The page of fact sheets: search and filters.
function filterSheets(form) {
  const sheets = [...document.querySelectorAll("article")];
  const words = new Map(sheets.map((sheet) => [sheet, sheet.textContent.toLowerCase()]));
  const fields = ["division", "unit", "topic"].filter((name) => form.elements[name]);
  let listed = null; // the sheets behind a finding: #sheets=ID,ID

  function show() {
    const wanted = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = fields.filter((name) => form.elements[name].value);
    let n = 0;
    for (const sheet of sheets) {
      const shown =
        (!listed || listed.has(sheet.id)) &&
        chosen.every((name) => sheet.dataset[name] === form.elements[name].value) &&
        wanted.every((word) => words.get(sheet).includes(word));
      sheet.hidden = !shown;
      n += shown;
    }
    const all = n === sheets.length;
    for (const own of document.querySelectorAll(".own")) own.hidden = !all;
    for (const group of document.querySelectorAll(".group, .capture")) {
      group.hidden = !all && !group.querySelector("article:not([hidden])");
    }
    const behind = listed ? " behind the finding" : "";
    document.getElementById("count").textContent = `${n.toLocaleString("en")} of ${sheets.length.toLocaleString("en")} sheets${behind}`;
  }

  function follow() {
    const address = decodeURIComponent(location.hash.slice(1));
    listed = address.startsWith("sheets=") ? new Set(address.slice(7).split(",")) : null;
    const target = document.getElementById(address);
    if (listed || target) for (const name of ["words", ...fields]) form.elements[name].value = "";
    show();
    if (target) target.scrollIntoView();
  }

  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    listed = null;
    setTimeout(show);
  });
  addEventListener("hashchange", follow);
  follow();
}

// A labelled choice before an element; `apply` is called with the value chosen, empty for all.
function addChoice(before, label, all, values, apply) {
  const form = document.createElement("form");
  form.className = "choice";
  const name = document.createElement("label");
  const select = document.createElement("select");
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  name.append(label, select);
  for (const value of ["", ...values]) select.append(new Option(value || all, value));
  select.addEventListener("input", () => (said.textContent = apply(select.value)));
  form.append(name, said);
  before.before(form);
}

// Diffs: what changed since a capture.
function filterChanges(table) {
  const changes = [...table.querySelectorAll("tbody")];
  const days = [...new Set(changes.map((change) => change.dataset.day))].filter(Boolean).sort();
  if (days.length < 2) return;
  addChoice(table.closest(".scroll") || table, "What changed since", "the first capture", days, (day) => {
    for (const change of changes) change.hidden = change.dataset.day < day;
    const n = changes.filter((change) => !change.hidden).length;
    return `${n} of ${changes.length} changes shown`;
  });
}

// A notebook's page: the points, rows and cards of one division, or of one topic.
function filterPage(heading) {
  const chosen = {};
  for (const kind of ["topic", "division"]) {
    const members = [...document.querySelectorAll(`main [data-${kind}]`)];
    const groups = [...new Set(members.map((member) => member.dataset[kind]))].filter(Boolean).sort();
    if (groups.length < 2) continue;
    addChoice(heading.nextElementSibling, `Show ${kind}`, `every ${kind}`, groups, (group) => {
      chosen[kind] = group;
      for (const member of members) {
        member.hidden = Object.entries(chosen).some(([kind, name]) => name && kind in member.dataset && member.dataset[kind] !== name);
      }
      return group ? `${members.filter((member) => !member.hidden).length} of ${members.length} points and rows` : "";
    });
  }
}

const sheetsForm = document.getElementById("filter");
if (sheetsForm) filterSheets(sheetsForm);
else if (document.querySelector(".cell")) filterPage(document.querySelector("h1"));
document.querySelectorAll("table.diff").forEach(filterChanges);
// A tip goes away at Escape, without the pointer or the focus being moved.
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.activeElement.classList.contains("point")) document.activeElement.blur();
});
