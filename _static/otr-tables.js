/* Sorting and searching for tables of the class otr-sortable. No library, no network; without it
   the tables are whole, only still. */
(function () {
  "use strict";

  /* What a cell is compared by: a number where all of it is one, else its words. */
  function keyOf(row, index) {
    var cell = row.cells[index];
    if (!cell) return "";
    var text = (cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent).trim();
    return text;
  }

  function compare(a, b) {
    var x = Number(a), y = Number(b);
    if (a !== "" && b !== "" && !isNaN(x) && !isNaN(y)) return x - y;
    return a.localeCompare(b, "en", { numeric: true, sensitivity: "base" });
  }

  function sort(table, headers, index) {
    var header = headers[index];
    var down = header.getAttribute("aria-sort") === "ascending";
    headers.forEach(function (other) { other.removeAttribute("aria-sort"); });
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    var body = table.tBodies[0];
    Array.from(body.rows)
      .map(function (row, place) { return { row: row, key: keyOf(row, index), place: place }; })
      .sort(function (a, b) {
        /* empty cells last, whichever way */
        if ((a.key === "") !== (b.key === "")) return a.key === "" ? 1 : -1;
        return (down ? -1 : 1) * compare(a.key, b.key) || a.place - b.place;
      })
      .forEach(function (item) { body.appendChild(item.row); });
  }

  function plain(text) {
    return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  }

  function search(table, words, status) {
    var wanted = plain(words).split(/\s+/).filter(Boolean);
    var rows = Array.from(table.tBodies[0].rows);
    var shown = 0;
    rows.forEach(function (row) {
      var text = plain(row.textContent);
      var fits = wanted.every(function (word) { return text.indexOf(word) >= 0; });
      row.hidden = !fits;
      if (fits) shown += 1;
    });
    status.textContent = wanted.length ? shown + " of " + rows.length + " rows" : "";
  }

  function enhance(table, number) {
    var headers = Array.from(table.tHead.rows[0].cells);
    headers.forEach(function (header, index) {
      if (!header.textContent.trim()) return;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = header.textContent;
      header.textContent = "";
      header.appendChild(button);
      button.addEventListener("click", function () { sort(table, headers, index); });
    });
    var box = document.createElement("div");
    var label = document.createElement("label");
    var input = document.createElement("input");
    var status = document.createElement("span");
    box.className = "otr-search";
    input.type = "search";
    input.id = "otr-search-" + number;
    label.htmlFor = input.id;
    label.textContent = "Search this table";
    status.setAttribute("role", "status");
    box.append(label, input, status);
    table.parentNode.insertBefore(box, table);
    input.addEventListener("input", function () { search(table, input.value, status); });
    return function () {
      input.value = "";
      search(table, "", status);
    };
  }

  /* A link may lead to a row that a search has hidden: show it. */
  function reveal(resets) {
    var id = decodeURIComponent(location.hash.slice(1));
    var row = id && document.getElementById(id);
    if (!row || row.tagName !== "TR" || !row.hidden) return;
    resets.forEach(function (reset) { reset(); });
    row.scrollIntoView();
  }

  document.addEventListener("DOMContentLoaded", function () {
    var tables = Array.from(document.querySelectorAll("table.otr-sortable"));
    var resets = tables.map(enhance);
    window.addEventListener("hashchange", function () { reveal(resets); });
  });
})();
