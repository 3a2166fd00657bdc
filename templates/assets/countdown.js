/* Countdowns: "in 2 days", "tomorrow", "in 45 minutes", in the page's language. */
(function () {
  "use strict";

  var DAY = 86400000;
  var MINUTE = 60000;

  function dayOf(text) {
    var parts = text.slice(0, 10).split("-").map(Number);
    return Date.UTC(parts[0], parts[1] - 1, parts[2]);
  }

  /* The day it is where the moment is told, so that "tomorrow" is the vault's tomorrow. */
  function todayAt(moment) {
    var offset = /([+-])(\d\d):(\d\d)$/.exec(moment);
    var minutes = offset ? (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
    var there = new Date(Date.now() + minutes * MINUTE);
    return Date.UTC(there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate());
  }

  function countdown(words, moment, fixed) {
    var days = Math.round((dayOf(moment) - (fixed ? dayOf(fixed) : todayAt(moment))) / DAY);
    var minutes = Math.round((Date.parse(moment) - Date.now()) / MINUTE);
    if (!fixed && Math.abs(minutes) < 100) { return words.format(minutes, "minute"); }
    if (!fixed && days === 0) { return words.format(Math.round(minutes / 60), "hour"); }
    return words.format(days, "day");
  }

  function tell() {
    var meta = document.querySelector('meta[name="prepsite-today"]');
    var fixed = meta ? meta.getAttribute("content") : "";
    var words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });
    document.querySelectorAll("time[data-countdown]").forEach(function (element) {
      element.textContent = countdown(words, element.getAttribute("datetime"), fixed);
      element.hidden = false;
    });
  }

  /* Beside the vault's zone, the time it is for a reader whose clocks differ at that moment. */
  function tellLocal(element) {
    var at = element.getAttribute("data-local");
    var moment = new Date(at);
    var offset = /([+-])(\d\d):(\d\d)$/.exec(at);
    if (!offset) { return; }
    var there = (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
    if (there === -moment.getTimezoneOffset()) { return; }
    var sameDay = dayOf(at) === Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
    var format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" };
    if (!sameDay) { format.weekday = "short"; }
    var time = new Intl.DateTimeFormat(document.documentElement.lang || "en", format).format(moment);
    element.textContent = window.prepsite.fill(element.getAttribute("data-text"), { time: time });
    element.hidden = false;
  }

  tell();
  setInterval(tell, 20000);
  document.querySelectorAll("[data-local]").forEach(tellLocal);
})();
