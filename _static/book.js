/* On the Record: what the theme leaves undone for readers who do not use a mouse or a screen.
 * Everything on the pages works without this file; it fetches nothing. */

"use strict";

document.addEventListener("DOMContentLoaded", () => {
  // The logo stands outside every landmark of the page.
  for (const logo of document.querySelectorAll(".sidebar-primary-item > a.navbar-brand")) {
    logo.parentElement.setAttribute("role", "navigation");
    logo.parentElement.setAttribute("aria-label", "Front page");
  }

  // What a button is called must contain what it shows, or speech control cannot name it.
  for (const button of document.querySelectorAll("button[aria-label], summary[aria-label]")) {
    const shown = button.textContent.replace(/\s+/g, " ").trim();
    const label = button.getAttribute("aria-label");
    if (shown && !label.toLowerCase().includes(shown.toLowerCase())) {
      button.setAttribute("aria-label", shown);
    }
  }
  // The three icons of the colour switch carry titles of their own, which are read into its name.
  const nameless = () => {
    for (const icon of document.querySelectorAll(".theme-switch-button .theme-switch")) {
      icon.removeAttribute("title");
      icon.removeAttribute("aria-labelledby");
      icon.querySelector("title")?.remove();
      icon.setAttribute("aria-hidden", "true");
    }
  };
  nameless();
  for (const summary of document.querySelectorAll("details.hide > summary[aria-label]")) {
    summary.removeAttribute("aria-label");
  }

  // A box that scrolls must be reachable by keyboard; one that does not need not be.
  const boxes = ".cell_output, .output.text_html, .pst-scrollable-table-container, .table-box, pre";
  const reachable = () => {
    for (const box of document.querySelectorAll(`.bd-article :is(${boxes})`)) {
      const scrolls = box.scrollWidth > box.clientWidth + 1;
      if (scrolls && !box.hasAttribute("tabindex")) {
        box.setAttribute("tabindex", "0");
        box.dataset.otrTabindex = "";
        if (box.tagName !== "PRE" && !box.hasAttribute("role")) {
          box.setAttribute("role", "region");
          box.setAttribute("aria-label", "Scrollable table");
        }
      } else if (!scrolls && "otrTabindex" in box.dataset) {
        for (const name of ["tabindex", "data-otr-tabindex", "role", "aria-label"]) {
          box.removeAttribute(name);
        }
      }
    }
  };
  reachable();
  window.addEventListener("load", reachable);
  window.addEventListener("resize", reachable);

  // The corner above a DataFrame's index is an empty header: to a screen reader, it is no header.
  for (const corner of document.querySelectorAll(".bd-article table.dataframe thead th:empty")) {
    corner.replaceWith(document.createElement("td"));
  }
});

// The theme's button for printing: a handler in its tag is not allowed to run (see site_finish.py).
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-otr-print]")) window.print();
});
