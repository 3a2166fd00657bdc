/* The theme's labels are buttons for a mouse only: here they become buttons that the keyboard reaches, too. */
(function () {
  "use strict";

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

  /* A label that ticks a hidden box: the menu, the search on a phone, a branch of the navigation. */
  function makeButton(label) {
    var box = document.getElementById(label.getAttribute("for"));
    if (!box || box.type !== "checkbox") { return; }
    var button = document.createElement("button");

    function tell() { button.setAttribute("aria-expanded", String(box.checked)); }

    // The theme's styles ask for class and `for`.
    button.type = "button";
    button.className = label.className;
    button.setAttribute("for", box.id);
    if (label.id) { button.id = label.id; }
    if (label.dataset.label) { button.setAttribute("aria-label", label.dataset.label); }
    while (label.firstChild) { button.appendChild(label.firstChild); }
    button.addEventListener("click", function () { box.click(); });
    box.addEventListener("change", tell);
    tell();
    label.replaceWith(button);
  }

  all("label.md-header__button[for='__drawer'], label.md-header__button[for='__search'], label.md-nav__link[for]")
    .forEach(makeButton);
  all(".md-nav .md-nav label.md-nav__title[for^='__nav']").forEach(makeButton);

  /* A table wider than the screen scrolls in its own frame: with the arrow keys, too. */
  function reach(frame) {
    if (frame.scrollWidth > frame.clientWidth) {
      frame.setAttribute("tabindex", "0");
    } else {
      frame.removeAttribute("tabindex");
    }
  }

  /* The theme wraps tables and puts a button on each block of code, a landmark without a name, as it runs. */
  var frames = window.ResizeObserver && new ResizeObserver(function (seen) {
    seen.forEach(function (each) { reach(each.target); });
  });

  function mend(root) {
    all(".md-code__nav:not([role])", root).forEach(function (each) { each.setAttribute("role", "none"); });
    all(".md-typeset__scrollwrap, .md-typeset pre > code", root).forEach(function (frame) {
      reach(frame);
      if (frames) { frames.observe(frame); }
    });
  }

  var content = document.querySelector(".md-content");
  if (content) {
    mend(content);
    new MutationObserver(function (changes) {
      changes.forEach(function (change) { if (change.addedNodes.length) { mend(change.target); } });
    }).observe(content, { childList: true, subtree: true });
  }

  /* Escape closes the menu that lies over a page, and gives the keyboard back to where it was opened. */
  var drawer = document.getElementById("__drawer");
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !drawer || !drawer.checked) { return; }
    drawer.click();
    var opener = document.querySelector(".md-header__button[for='__drawer']");
    if (opener) { opener.focus(); }
  });
})();
