/* Links to the record show what they lead to: under the pointer, with the focus, at a tap. */
(function () {
  "use strict";

  var DELAY = 120;
  var timer = 0;
  var shown = null;

  function cardOf(link) { return document.getElementById(link.getAttribute("data-card")); }

  function show(link) {
    clearTimeout(timer);
    var card = cardOf(link);
    if (!card || !card.showPopover || shown === link) { return; }
    hide();
    try {
      card.showPopover({ source: link });
    } catch (already) {
      return;
    }
    shown = link;
    link.setAttribute("aria-describedby", card.id);
  }

  function hide() {
    clearTimeout(timer);
    if (!shown) { return; }
    var card = cardOf(shown);
    shown.removeAttribute("aria-describedby");
    shown = null;
    if (card.matches(":popover-open")) { card.hidePopover(); }
  }

  function later(action) {
    clearTimeout(timer);
    timer = setTimeout(action, DELAY);
  }

  document.querySelectorAll("[data-card]").forEach(function (link) {
    var touched = false;
    link.addEventListener("pointerenter", function (event) {
      if (event.pointerType === "mouse") { later(function () { show(link); }); }
    });
    link.addEventListener("pointerleave", function (event) {
      if (event.pointerType === "mouse") { later(hide); }
    });
    link.addEventListener("focus", function () { if (link.matches(":focus-visible")) { show(link); } });
    link.addEventListener("blur", function () { later(hide); });
    link.addEventListener("pointerdown", function (event) { touched = event.pointerType === "touch"; });
    // A finger has no way to point without following: the first tap shows, the card's title follows.
    link.addEventListener("click", function (event) {
      if (touched && shown !== link) {
        event.preventDefault();
        show(link);
      }
    });
  });

  document.querySelectorAll(".prepsite-preview").forEach(function (card) {
    card.addEventListener("pointerenter", function () { clearTimeout(timer); });
    card.addEventListener("pointerleave", function (event) {
      if (event.pointerType === "mouse") { later(hide); }
    });
    card.addEventListener("focusin", function () { clearTimeout(timer); });
    card.addEventListener("toggle", function (event) {
      if (event.newState === "closed" && shown && cardOf(shown) === card) {
        shown.removeAttribute("aria-describedby");
        shown = null;
      }
    });
  });
})();
