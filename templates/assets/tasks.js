/* Tasks: a tick stays on this machine, in this browser. */
(function () {
  "use strict";

  document.querySelectorAll(".prepsite-page .task-list-item input[type=checkbox]").forEach(function (box) {
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
})();
