/* Folded blocks: a link into one opens it, and paper shows them all. */
(function () {
  "use strict";

  function reveal() {
    var target = null;
    try {
      target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    } catch (malformed) {
      return;
    }
    if (!target) { return; }
    for (var block = target.closest("details"); block; block = block.parentElement.closest("details")) {
      block.open = true;
    }
    target.scrollIntoView();
  }

  var folded = [];

  function unfold() {
    folded = folded.concat(Array.from(document.querySelectorAll(".md-content details:not([open])")));
    folded.forEach(function (block) { block.open = true; });
  }

  function refold() {
    folded.forEach(function (block) { block.open = false; });
    folded = [];
  }

  reveal();
  window.addEventListener("hashchange", reveal);
  window.addEventListener("popstate", reveal);
  window.addEventListener("beforeprint", unfold);
  window.addEventListener("afterprint", refold);
})();
