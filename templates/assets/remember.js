/* What the browser keeps for a page, on this machine only; without storage it lasts as long as the page. */
(function () {
  "use strict";

  var kept = new Map();

  function read(key) {
    try {
      return localStorage.getItem(key);
    } catch (refused) {
      return kept.has(key) ? kept.get(key) : null;
    }
  }

  function write(key, value) {
    kept.set(key, value);
    try {
      if (value === null) { localStorage.removeItem(key); } else { localStorage.setItem(key, value); }
    } catch (refused) {
      // Full, or switched off: the page's own copy is all there is.
    }
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  }

  window.prepsite = { read: read, write: write, fill: fill };
})();
