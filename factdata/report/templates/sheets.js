"use strict";
// Search and filters of the page of sheets. Without it the page can be read all the same; the form stays hidden then.
const form = document.getElementById("filter");
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
