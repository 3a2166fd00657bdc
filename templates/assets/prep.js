/* The drop-down of interviews, countdowns, folded blocks in print, ticked tasks. No page needs it to be read. */
(function () {
  "use strict";

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

  /* ---- Switching interviews: ?interview_id= says which ------------------------------------- */

  function startSwitcher(switcher) {
    var panels = all(".prepsite-panel");
    var choice = switcher.querySelector(".prepsite-switcher__choice");
    var select = switcher.querySelector("select");
    var unknown = switcher.querySelector(".prepsite-switcher__unknown");
    var list = switcher.querySelector(".prepsite-switcher__list");
    var jump = switcher.querySelector(".prepsite-switcher__jump");
    var standard = switcher.getAttribute("data-chosen") || panels[0].getAttribute("data-interview-id");

    function exists(id) {
      return panels.some(function (panel) { return panel.getAttribute("data-interview-id") === id; });
    }

    function wanted() {
      return new URLSearchParams(location.search).get("interview_id");
    }

    function show(id) {
      var known = id === null || exists(id);
      var shown = id !== null && known ? id : standard;
      panels.forEach(function (panel) {
        panel.hidden = panel.getAttribute("data-interview-id") !== shown;
      });
      select.value = shown;
      jump.setAttribute("href", "#" + shown + "_");
      unknown.hidden = known;
      list.hidden = known;
      unknown.textContent = known
        ? ""
        : "There is no interview “" + id + "” in this application. This shows another one; these are there:";
    }

    function open(id) {
      var query = new URLSearchParams(location.search);
      query.set("interview_id", id);
      var address = "?" + query.toString();
      try {
        history.pushState(null, "", address);
        show(id);
        panels.filter(function (panel) { return !panel.hidden; })[0].scrollIntoView();
      } catch (refused) {
        // Some browsers refuse this for a page opened from the disk: load it instead.
        location.search = address;
      }
    }

    choice.hidden = false;
    select.addEventListener("change", function () { open(select.value); });
    window.addEventListener("popstate", function () { show(wanted()); reveal(); });
    show(wanted());
  }

  /* ---- A link into a folded block or a hidden panel opens it --------------------------------- */

  function reveal() {
    var target = null;
    try {
      target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    } catch (malformed) {
      return;
    }
    if (!target) { return; }
    var block = target.closest("details");
    while (block) {
      block.open = true;
      block = block.parentElement && block.parentElement.closest("details");
    }
    var panel = target.closest(".prepsite-panel");
    if (panel && panel.hidden) {
      all(".prepsite-panel").forEach(function (other) { other.hidden = other !== panel; });
      var select = document.querySelector(".prepsite-switcher select");
      if (select) { select.value = panel.getAttribute("data-interview-id"); }
    }
    target.scrollIntoView();
  }

  /* ---- Countdowns ---------------------------------------------------------------------------- */

  var DAY = 86400000;

  function dayOf(text) {
    var parts = text.slice(0, 10).split("-").map(Number);
    return Date.UTC(parts[0], parts[1] - 1, parts[2]);
  }

  /* The day it is where the moment is told, so that "tomorrow" is the vault's tomorrow. */
  function todayAt(moment) {
    var offset = /([+-])(\d\d):(\d\d)$/.exec(moment);
    var minutes = offset ? (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
    var there = new Date(Date.now() + minutes * 60000);
    return Date.UTC(there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate());
  }

  function counted(number, word) {
    return number + " " + word + (number === 1 ? "" : "s");
  }

  function countdown(moment, fixed) {
    var days = Math.round((dayOf(moment) - (fixed ? dayOf(fixed) : todayAt(moment))) / DAY);
    var minutes = Math.round((Date.parse(moment) - Date.now()) / 60000);
    if (!fixed && Math.abs(minutes) < 60) {
      return minutes >= 0 ? "in " + counted(minutes, "minute") : counted(-minutes, "minute") + " ago";
    }
    if (!fixed && days === 0) {
      var hours = Math.round(Math.abs(minutes) / 60);
      return minutes >= 0 ? "in " + counted(hours, "hour") : counted(hours, "hour") + " ago";
    }
    if (days === 0) { return "today"; }
    if (days === 1) { return "tomorrow"; }
    if (days === -1) { return "yesterday"; }
    return days > 0 ? "in " + counted(days, "day") : counted(-days, "day") + " ago";
  }

  function tellCountdowns() {
    var meta = document.querySelector('meta[name="prepsite-today"]');
    var fixed = meta ? meta.getAttribute("content") : "";
    all("time[data-countdown]").forEach(function (element) {
      element.textContent = countdown(element.getAttribute("datetime"), fixed);
      element.hidden = false;
    });
  }

  /* ---- Print: everything unfolded, and folded again afterwards -------------------------------- */

  var folded = [];

  function unfold() {
    folded = folded.concat(all(".md-content details:not([open])"));
    folded.forEach(function (block) { block.open = true; });
  }

  function refold() {
    folded.forEach(function (block) { block.open = false; });
    folded = [];
  }

  /* ---- Tasks: a tick stays on this machine, in this browser ------------------------------------ */

  function startTasks() {
    all(".prepsite-page .task-list-item input[type=checkbox]").forEach(function (box) {
      var item = box.closest(".task-list-item");
      var key = "prepsite-task " + location.pathname + " " + item.textContent.trim().slice(0, 200);
      box.setAttribute("aria-label", item.textContent.trim().slice(0, 120));
      try {
        var kept = localStorage.getItem(key);
        if (kept !== null) { box.checked = kept === "1"; }
        box.addEventListener("change", function () { localStorage.setItem(key, box.checked ? "1" : "0"); });
      } catch (refused) {
        // Without storage a tick lasts as long as the page.
      }
    });
  }

  var switcher = document.querySelector(".prepsite-switcher");
  if (switcher) { startSwitcher(switcher); }
  tellCountdowns();
  setInterval(tellCountdowns, 60000);
  startTasks();
  reveal();
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", unfold);
  window.addEventListener("afterprint", refold);
})();
