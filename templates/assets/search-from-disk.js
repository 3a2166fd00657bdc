/* Search in a page opened from the disk, where browsers allow no Worker: the worker's script runs in a frame. */
(function () {
  "use strict";
  if (location.protocol !== "file:") { return; }

  function FrameWorker(address) {
    var outside = document.createDocumentFragment();
    var self = this;
    var waiting = [];
    var frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = "Search";
    ["addEventListener", "removeEventListener", "dispatchEvent"].forEach(function (name) {
      self[name] = outside[name].bind(outside);
    });
    this.postMessage = function (message) { waiting.push(message); };
    this.terminate = function () { frame.remove(); };

    function start() {
      document.body.appendChild(frame);
      var inside = frame.contentWindow;
      // The script's own postMessage() answers the page.
      inside.postMessage = function (message) {
        outside.dispatchEvent(new MessageEvent("message", { data: message }));
      };
      inside.importScripts = function () {
        return Array.prototype.reduce.call(arguments, function (before, script) {
          return before.then(function () { return load(inside, script); });
        }, Promise.resolve());
      };
      load(inside, address).then(function () {
        self.postMessage = function (message) {
          inside.dispatchEvent(new inside.MessageEvent("message", { data: message }));
        };
        waiting.splice(0).forEach(self.postMessage);
      });
    }

    if (document.body) { start(); } else { document.addEventListener("DOMContentLoaded", start); }
  }

  function load(inside, address) {
    return new Promise(function (resolve, reject) {
      var script = inside.document.createElement("script");
      script.src = new URL(address, location.href).href;
      script.onload = resolve;
      script.onerror = reject;
      inside.document.body.appendChild(script);
    });
  }

  window.Worker = FrameWorker;
  // The theme's worker asks its parent for this name to find the scripts beside it.
  window.IFrameWorker = FrameWorker;
})();
