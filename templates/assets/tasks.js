/* Tasks: ticks that stay, how far one has come, what to do next, and what fits the time that is left. */
(function () {
  "use strict";

  var DAY = 86400000;
  var MINUTE = 60000;
  var HOURS_A_DAY = 2;
  var RANKS = { must: 0, should: 1, could: 2 };
  var tools = Array.from(document.querySelectorAll(".prepsite-tool"));
  var lists = tools.map(function (tool) { return new Tasks(tool); });

  function Tasks(tool) {
    this.root = tool;
    this.name = tool.getAttribute("data-document");
    this.items = Array.from(tool.querySelectorAll(".prepsite-task"));
    var scope = tool.closest(".prepsite-panel, .prepsite-page");
    this.next = scope.querySelector("[data-next]");
  }

  Tasks.prototype.key = function (item) {
    return "prepsite task " + this.name + " " + item.id.split("_").pop();
  };

  function box(item) { return item.querySelector("input"); }
  function minutes(item) { return Number(item.getAttribute("data-minutes")); }
  function rank(item) {
    var found = RANKS[item.getAttribute("data-priority")];
    return found === undefined ? RANKS.should : found;
  }
  function open(item) { return !box(item).checked; }
  function sum(items) { return items.reduce(function (all, item) { return all + minutes(item); }, 0); }

  Tasks.prototype.start = function () {
    var self = this;
    this.items.forEach(function (item) {
      var check = box(item);
      item.setAttribute("data-given", check.defaultChecked ? "1" : "0");
      check.addEventListener("change", function () {
        window.prepsite.write(self.key(item), check.checked ? "1" : "0");
        self.root.querySelectorAll("[data-reset]").forEach(function (button) { button.prepsiteBefore = null; });
        tell();
      });
      // The whole line is the check box, but for what acts by itself.
      item.addEventListener("click", function (event) {
        if (event.target.closest("a, button, input") || String(getSelection())) { return; }
        check.click();
      });
    });
    this.root.querySelectorAll("[data-reset]").forEach(function (button) {
      var items = self.within(button.closest("section"));
      button.addEventListener("click", function () { self.reset(button, items); });
    });
    this.recall();
  };

  Tasks.prototype.within = function (section) {
    return this.items.filter(function (item) { return section.contains(item); });
  };

  Tasks.prototype.recall = function () {
    var self = this;
    this.items.forEach(function (item) {
      var kept = window.prepsite.read(self.key(item));
      box(item).checked = kept === null ? item.getAttribute("data-given") === "1" : kept === "1";
    });
  };

  /* The same button takes it back, until a box is ticked. */
  Tasks.prototype.reset = function (button, items) {
    var self = this;
    var before = button.prepsiteBefore;
    button.prepsiteBefore = before ? null : items.filter(function (item) { return !open(item); });
    items.forEach(function (item) {
      var ticked = Boolean(before) && before.indexOf(item) >= 0;
      box(item).checked = ticked;
      window.prepsite.write(self.key(item), ticked ? "1" : "0");
    });
    tell();
  };

  Tasks.prototype.tell = function () {
    var self = this;
    this.items.forEach(function (item) { item.classList.toggle("is-done", !open(item)); });
    this.root.querySelectorAll("[data-progress]").forEach(function (element) {
      var phase = element.closest("[data-phase]") || element.closest("section");
      var items = self.within(phase);
      var done = items.filter(function (item) { return !open(item); }).length;
      element.textContent = window.prepsite.fill(element.getAttribute("data-progress"), { done: done, all: items.length });
      element.hidden = false;
    });
    this.root.querySelectorAll("[data-reset]").forEach(function (button) {
      var some = self.within(button.closest("section")).some(function (item) { return !open(item); });
      button.hidden = !some && !button.prepsiteBefore;
      button.textContent = button.getAttribute(button.prepsiteBefore ? "data-undo" : "data-text");
    });
    if (this.next) { this.tellNext(); }
  };

  Tasks.prototype.tellNext = function () {
    var next = this.next;
    var items = this.items.filter(function (item) { return item.closest(".prepsite-section--prep_plan"); });
    var left = items.filter(open);
    var first = left.reduce(function (best, item) { return best && rank(best) <= rank(item) ? best : item; }, null);
    var task = next.querySelector(".prepsite-tonight__task");
    var label = task.querySelector("strong");
    task.textContent = "";
    if (first) {
      var link = document.createElement("a");
      link.href = "#" + first.id;
      link.textContent = textOf(first);
      task.append(label, " ", link);
      if (minutes(first)) {
        var time = document.createElement("span");
        time.className = "prepsite-tonight__minutes";
        time.textContent = lasting(next, minutes(first));
        task.append(" ", time);
      }
    } else {
      task.append(label, " ", next.getAttribute("data-done"));
    }
    var bar = next.querySelector("[data-bar]");
    bar.value = items.length - left.length;
    bar.hidden = false;
    this.tellFit(items, left);
  };

  Tasks.prototype.tellFit = function (items, left) {
    var next = this.next;
    var time = timeLeft(next);
    var shown = next.querySelector("[data-fit]");
    var most = RANKS.could;
    if (time) {
      var upTo = [0, 1, 2].map(function (weight) {
        return sum(left.filter(function (item) { return rank(item) <= weight; }));
      });
      while (most > 0 && upTo[most] > time.minutes) { most -= 1; }
      var name = ["musts", "shoulds", "everything"][most];
      if (most === 0 && upTo[0] > time.minutes) { name = "some"; }
      // Where what is left out takes no time, nothing is left out.
      if (upTo[most] === upTo[2] && name !== "some") { name = "everything"; }
      shown.textContent = left.length
        ? window.prepsite.fill(next.getAttribute("data-" + name), { left: time.told, time: lasting(next, upTo[most]) })
        : "";
      next.querySelector("[data-rule]").hidden = !time.byDay || !left.length;
    }
    items.forEach(function (item) {
      var later = Boolean(time) && open(item) && rank(item) > most;
      item.classList.toggle("is-later", later);
      var terms = item.querySelector(".prepsite-task__body > span");
      if (!terms) { return; }
      var word = terms.querySelector(".prepsite-task__later");
      if (!word && later) {
        word = terms.appendChild(document.createElement("span"));
        word.className = "prepsite-task__later";
        word.textContent = item.closest("[data-later]").getAttribute("data-later");
      }
      if (word) { word.hidden = !later; }
    });
  };

  function textOf(item) {
    var copy = item.querySelector(".prepsite-task__body > div").cloneNode(true);
    copy.querySelectorAll("a, button, .prepsite-bracket").forEach(function (element) { element.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function lasting(next, total) {
    var hours = Math.floor(total / 60);
    var rest = total % 60;
    var name = hours ? (rest ? "data-both" : "data-hours") : "data-minutes";
    return window.prepsite.fill(next.getAttribute(name), { n: total, hours: hours, minutes: rest });
  }

  function unit(number, name) {
    var language = document.documentElement.lang || "en";
    return new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "long" }).format(number);
  }

  /* What is left until the interview: two hours a day, or the minutes themselves where they are fewer. */
  function timeLeft(next) {
    var start = next.getAttribute("data-start");
    if (!start) { return null; }
    var meta = document.querySelector('meta[name="prepsite-today"]');
    var fixed = meta ? meta.getAttribute("content") : "";
    var left = Math.floor((Date.parse(start) - Date.now()) / MINUTE);
    var days = Math.round((dayOf(start) - (fixed ? dayOf(fixed) : dayOf(there(start)))) / DAY);
    if (fixed ? days < 0 : left <= 0) { return null; }
    var told = next.getAttribute("data-left");
    var byDay = HOURS_A_DAY * 60 * Math.max(1, days);
    if (days > 0) {
      return { minutes: fixed ? byDay : Math.min(left, byDay), told: window.prepsite.fill(told, { time: unit(days, "day") }), byDay: true };
    }
    if (fixed) { return { minutes: byDay, told: next.getAttribute("data-today"), byDay: true }; }
    var time = left < 100 ? unit(left, "minute") : unit(Math.round(left / 60), "hour");
    return { minutes: Math.min(left, byDay), told: window.prepsite.fill(told, { time: time }), byDay: left > byDay };
  }

  function dayOf(text) {
    var parts = text.slice(0, 10).split("-").map(Number);
    return Date.UTC(parts[0], parts[1] - 1, parts[2]);
  }

  /* The day it is now where the moment is told. */
  function there(moment) {
    var offset = /([+-])(\d\d):(\d\d)$/.exec(moment);
    var shift = offset ? (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
    return new Date(Date.now() + shift * MINUTE).toISOString();
  }

  function tell() {
    lists.forEach(function (list) { list.tell(); });
  }

  lists.forEach(function (list) { list.start(); });
  tell();
  setInterval(tell, 30000);
  // Another tab of the same prep.
  window.addEventListener("storage", function () {
    lists.forEach(function (list) { list.recall(); });
    tell();
  });
})();
