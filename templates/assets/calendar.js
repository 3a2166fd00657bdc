/* One month of the calendar at a time; without this, all of them stand below each other. */
(function () {
  "use strict";

  function all(selector, root) {
    return Array.prototype.slice.call(root.querySelectorAll(selector));
  }

  /* The day it is in the vault's zone; a demo has a fixed one. */
  function todayIn(zone) {
    var fixed = document.querySelector('meta[name="prepsite-today"]');
    if (fixed) { return fixed.getAttribute("content"); }
    try {
      return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(new Date());
    } catch (unknown) {
      return new Intl.DateTimeFormat("sv-SE").format(new Date());
    }
  }

  function startCalendar(calendar) {
    var months = all("[data-month]", calendar);
    var ids = months.map(function (month) { return month.getAttribute("data-month"); });
    var controls = calendar.querySelector(".prepsite-calendar__controls");
    var told = calendar.querySelector(".prepsite-calendar__shown");
    var steps = all("[data-step]", controls);
    var today = todayIn(calendar.getAttribute("data-zone"));
    var shown = -1;

    /* The month of today; else the next that has something; else the last one. */
    function nearest() {
      var wanted = today.slice(0, 7);
      for (var i = 0; i < ids.length; i += 1) {
        if (ids[i] >= wanted) { return i; }
      }
      return ids.length - 1;
    }

    function asked() {
      var at = ids.indexOf(new URLSearchParams(location.search).get("month"));
      return at < 0 ? nearest() : at;
    }

    function show(at) {
      shown = Math.max(0, Math.min(ids.length - 1, at));
      months.forEach(function (month, number) { month.hidden = number !== shown; });
      told.textContent = months[shown].getAttribute("data-told");
      steps.forEach(function (button) {
        var to = shown + Number(button.getAttribute("data-step"));
        // Not `disabled`: the focus would be lost with the last step.
        button.setAttribute("aria-disabled", String(to < 0 || to >= ids.length));
      });
    }

    function go(at) {
      var before = shown;
      show(at);
      if (shown === before) { return; }
      var query = new URLSearchParams(location.search);
      query.set("month", ids[shown]);
      try {
        history.pushState(null, "", "?" + query.toString());
      } catch (refused) {
        // Some browsers refuse this for a page opened from the disk: the month then lasts as long as it.
      }
    }

    steps.forEach(function (button) {
      button.addEventListener("click", function () { go(shown + Number(button.getAttribute("data-step"))); });
    });
    controls.querySelector("[data-today]").addEventListener("click", function () { go(nearest()); });
    calendar.addEventListener("keydown", function (event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      var to = { PageUp: shown - 1, PageDown: shown + 1, Home: nearest() }[event.key];
      if (to === undefined) { return; }
      event.preventDefault();
      var inside = months[shown].contains(document.activeElement);
      go(to);
      // What had the focus is hidden now.
      if (inside) { (months[shown].querySelector("a") || steps[0]).focus(); }
    });
    window.addEventListener("popstate", function () { show(asked()); });
    all("[data-date]", calendar).forEach(function (day) {
      if (day.getAttribute("data-date") === today) { day.setAttribute("aria-current", "date"); }
    });
    controls.hidden = false;
    show(asked());
  }

  all("[data-calendar]", document).forEach(startCalendar);
})();
