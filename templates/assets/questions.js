/* Questions: all open, all closed, one by one with a key, and which of them were said aloud. */
(function () {
  "use strict";

  function all(selector, root) {
    return Array.from((root || document).querySelectorAll(selector));
  }

  /* ---- Rehearsed, until the answer changes ---- */

  function key(card) {
    var name = card.closest(".prepsite-tool").getAttribute("data-document");
    return "prepsite rehearsed " + name + " " + card.getAttribute("data-question");
  }

  function toggle(card) {
    var answer = card.getAttribute("data-answer");
    window.prepsite.write(key(card), window.prepsite.read(key(card)) === answer ? null : answer);
    tell();
  }

  function tell() {
    all("[data-question]").forEach(function (card) {
      var kept = window.prepsite.read(key(card));
      var is = kept === card.getAttribute("data-answer");
      card.querySelector("[data-rehearsed]").hidden = !is;
      card.querySelector("[data-changed]").hidden = kept === null || is;
      card.querySelector(".prepsite-rehearse").hidden = false;
      card.querySelector(".prepsite-rehearse button").setAttribute("aria-pressed", String(is));
    });
    all("[data-rehearsed-count]").forEach(function (element) {
      var cards = all("[data-question]", element.closest("section"));
      var n = cards.filter(function (card) { return !card.querySelector("[data-rehearsed]").hidden; }).length;
      element.textContent = window.prepsite.fill(element.getAttribute("data-rehearsed-count"), { n: n, all: cards.length });
    });
  }

  /* ---- Opening ---- */

  function shown() {
    return all("[data-question]").filter(function (card) { return card.offsetParent !== null; });
  }

  function current(cards) {
    var focused = document.activeElement && document.activeElement.closest("[data-question]");
    return focused && cards.indexOf(focused) >= 0 ? focused : cards.filter(function (card) { return card.open; })[0];
  }

  function step(by) {
    var cards = shown();
    if (!cards.length) { return; }
    var now = current(cards);
    var at = now ? cards.indexOf(now) + by : by > 0 ? 0 : cards.length - 1;
    if (now && (at < 0 || at >= cards.length)) { at = cards.indexOf(now); }
    cards.forEach(function (card) { card.open = card === cards[at]; });
    var summary = cards[at].querySelector("summary");
    summary.focus({ preventScroll: true });
    cards[at].scrollIntoView({ block: "start" });
  }

  function openAll(cards, whether) {
    cards.forEach(function (card) { card.open = whether; });
  }

  /* ---- Keys ---- */

  var OFF = "prepsite keys off";
  var list = document.getElementById("prepsite-keys");

  function isTyping(target) {
    if (!target || !target.closest) { return false; }
    if (target.closest("textarea, select, [contenteditable=''], [contenteditable=true]")) { return true; }
    var input = target.closest("input");
    return Boolean(input) && ["checkbox", "radio", "button"].indexOf(input.type) < 0;
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) { return; }
    if (window.prepsite.read(OFF) === "1" || !list || !shown().length) { return; }
    switch (event.key) {
      case "j": step(1); break;
      case "k": step(-1); break;
      case "r":
        var card = current(shown());
        if (card) { toggle(card); }
        break;
      case "o":
        var cards = shown();
        openAll(cards, cards.some(function (each) { return !each.open; }));
        break;
      case "?":
        if (list.togglePopover) { list.togglePopover(); }
        break;
      default: return;
    }
    event.preventDefault();
  }

  all(".prepsite-tools").forEach(function (tools) {
    tools.hidden = false;
    var cards = all(".prepsite-question", tools.closest("section"));
    all("[data-open]", tools).forEach(function (button) {
      button.addEventListener("click", function () { openAll(cards, button.getAttribute("data-open") === "all"); });
    });
  });
  all("[data-question]").forEach(function (card) {
    card.querySelector(".prepsite-rehearse button").addEventListener("click", function () { toggle(card); });
  });
  all("[data-keys]").forEach(function (check) {
    check.checked = window.prepsite.read(OFF) !== "1";
    check.addEventListener("change", function () { window.prepsite.write(OFF, check.checked ? null : "1"); });
  });
  document.addEventListener("keydown", pressed);
  window.addEventListener("storage", tell);
  tell();
})();
