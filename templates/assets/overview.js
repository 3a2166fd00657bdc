/* Tables and lists that sort and filter on the page, with what is chosen in its address. No page needs it to be read. */
(function () {
  "use strict";

  var SEPARATOR = "|";

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

  /* Letters without their marks, in lower case: "Muller" finds "Müller". */
  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function startListing(listing) {
    var rows = all("[data-row]", listing).map(function (element, place) {
      return { element: element, place: place, text: null, shown: true };
    });
    var controls = listing.querySelector(".prepsite-filters");
    var count = listing.querySelector(".prepsite-filters__count");
    var text = controls.querySelector("input[data-key=text]");
    var selects = all("select[data-key]", controls);
    var clear = controls.querySelector("[data-clear]");
    var headings = all("th[data-key]", listing);
    var collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
    var sorted = { key: "", order: "" };
    var waiting = 0;
    var isSorted = false;

    /* ---- What is chosen, and the address that says so ---- */

    function read() {
      var query = new URLSearchParams(location.search);
      text.value = query.get("text") || "";
      selects.forEach(function (select) {
        var wanted = query.get(select.getAttribute("data-key")) || "";
        select.value = wanted;
        if (select.value !== wanted) { select.value = ""; }
      });
      var known = headings.some(function (th) { return th.getAttribute("data-key") === query.get("sort"); });
      sorted.key = known ? query.get("sort") : "";
      sorted.order = known ? (query.get("order") === "down" ? "down" : "up") : "";
    }

    function address() {
      var query = new URLSearchParams(location.search);
      function put(key, value) {
        if (value) { query.set(key, value); } else { query.delete(key); }
      }
      put("text", text.value.trim());
      selects.forEach(function (select) { put(select.getAttribute("data-key"), select.value); });
      put("sort", sorted.key);
      put("order", sorted.order === "down" ? "down" : "");
      var said = query.toString();
      return location.pathname + (said ? "?" + said : "") + location.hash;
    }

    function remember(how) {
      try {
        if (address() !== location.pathname + location.search + location.hash) { history[how](null, "", address()); }
      } catch (refused) {
        // Some browsers refuse this for a page opened from the disk: what is chosen then lasts as long as it.
      }
    }

    /* ---- Filtering ---- */

    function textOf(row) {
      if (row.text === null) { row.text = folded(row.element.textContent); }
      return row.text;
    }

    function fits(row, wanted, words) {
      for (var i = 0; i < wanted.length; i += 1) {
        var own = SEPARATOR + (row.element.getAttribute("data-of-" + wanted[i].key) || "") + SEPARATOR;
        if (own.indexOf(SEPARATOR + wanted[i].value + SEPARATOR) < 0) { return false; }
      }
      return words.every(function (word) { return textOf(row).indexOf(word) >= 0; });
    }

    function filter() {
      var wanted = selects.filter(function (select) { return select.value; }).map(function (select) {
        return { key: select.getAttribute("data-key"), value: select.value };
      });
      var words = folded(text.value).split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row) {
        var is = fits(row, wanted, words);
        shown += is ? 1 : 0;
        if (is !== row.shown) { row.shown = is; row.element.hidden = !is; }
      });
      var said = shown === rows.length ? "every" : shown ? "some" : "none";
      count.textContent = count.getAttribute("data-" + said).replace("{shown}", String(shown));
      clear.disabled = !wanted.length && !words.length;
    }

    /* ---- Sorting ---- */

    function sort() {
      if (!sorted.key && !isSorted) { return; }
      isSorted = true;
      headings.forEach(function (th) {
        var own = th.getAttribute("data-key") === sorted.key;
        if (own) {
          th.setAttribute("aria-sort", sorted.order === "down" ? "descending" : "ascending");
        } else {
          th.removeAttribute("aria-sort");
        }
      });
      var column = headings.filter(function (th) { return th.getAttribute("data-key") === sorted.key; })[0];
      var at = column ? column.cellIndex : -1;
      var sign = sorted.order === "down" ? -1 : 1;
      var keyed = rows.map(function (row) {
        return { row: row, key: column ? row.element.cells[at].getAttribute("data-sort") || "" : "" };
      });
      keyed.sort(function (one, other) {
        // What has no value stands last, whichever way.
        if (!one.key !== !other.key) { return one.key ? -1 : 1; }
        return sign * collator.compare(one.key, other.key) || one.row.place - other.row.place;
      });
      var body = rows[0].element.parentNode;
      var fragment = document.createDocumentFragment();
      keyed.forEach(function (each) { fragment.appendChild(each.row.element); });
      body.appendChild(fragment);
    }

    function startSorting(th) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "prepsite-sort";
      while (th.firstChild) { button.appendChild(th.firstChild); }
      th.appendChild(button);
      button.addEventListener("click", function () {
        var key = th.getAttribute("data-key");
        sorted = { key: key, order: sorted.key === key && sorted.order === "up" ? "down" : "up" };
        sort();
        remember("pushState");
      });
    }

    function update() {
      filter();
      sort();
    }

    if (!rows.length) { return; }
    headings.forEach(startSorting);
    controls.hidden = false;
    text.addEventListener("input", function () {
      filter();
      clearTimeout(waiting);
      // Each letter would be a step back.
      waiting = setTimeout(function () { remember("replaceState"); }, 200);
    });
    selects.forEach(function (select) {
      select.addEventListener("change", function () { filter(); remember("pushState"); });
    });
    clear.addEventListener("click", function () {
      text.value = "";
      selects.forEach(function (select) { select.value = ""; });
      filter();
      remember("pushState");
      text.focus();
    });
    window.addEventListener("popstate", function () { read(); update(); });
    window.addEventListener("pagehide", function () { clearTimeout(waiting); remember("replaceState"); });
    read();
    update();
  }

  all("[data-listing]").forEach(startListing);

  /* ---- The next interview is past: its status decides, so say what to do ---- */

  all("[data-over]").forEach(function (hint) {
    var fixed = document.querySelector('meta[name="prepsite-today"]');
    hint.hidden = Boolean(fixed) || Date.parse(hint.getAttribute("data-over")) > Date.now();
  });
})();
