/* The drop-down of interviews on the single-page reference: ?interview_id= says which one is shown. */
(function () {
  "use strict";

  var switcher = document.querySelector(".prepsite-switcher");
  var panels = Array.from(document.querySelectorAll(".prepsite-panel"));
  if (!switcher || !panels.length) { return; }

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
    unknown.textContent = known ? "" : unknown.getAttribute("data-text").replace("{id}", function () { return id; });
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

  /* A link into a hidden panel shows the panel. */
  function reveal() {
    var target = null;
    try {
      target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    } catch (malformed) {
      return;
    }
    var panel = target && target.closest(".prepsite-panel");
    if (panel && panel.hidden) {
      panels.forEach(function (other) { other.hidden = other !== panel; });
      select.value = panel.getAttribute("data-interview-id");
    }
  }

  choice.hidden = false;
  select.addEventListener("change", function () { open(select.value); });
  window.addEventListener("popstate", function () { show(wanted()); reveal(); });
  window.addEventListener("hashchange", reveal);
  show(wanted());
  reveal();
})();
