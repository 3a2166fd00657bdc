/* The bar of sections says which one is being read. */
(function () {
  "use strict";

  document.querySelectorAll(".prepsite-jump").forEach(function (bar) {
    var links = new Map();
    bar.querySelectorAll("a").forEach(function (link) {
      var heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      var section = heading && heading.closest("section");
      if (section) { links.set(section, link); }
    });
    var seen = new Set();

    function middle(element) {
      var place = element.getBoundingClientRect();
      return place.left + place.width / 2;
    }

    function tell() {
      var now = null;
      links.forEach(function (link, section) { if (!now && seen.has(section)) { now = link; } });
      links.forEach(function (link) {
        if (link === now) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); }
      });
      // Only the bar itself scrolls, never the page.
      if (now) { bar.scrollBy(middle(now) - middle(bar), 0); }
    }

    var observer = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting) { seen.add(entry.target); } else { seen.delete(entry.target); }
      });
      tell();
    }, { rootMargin: "-25% 0px -65% 0px" });
    links.forEach(function (link, section) { observer.observe(section); });
  });
})();
