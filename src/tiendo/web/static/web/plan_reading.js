// Words and rows of a plan being read go together, and keys do what the buttons do. All of it works without.
(function () {
  "use strict";
  var WIDE = "(min-width: 62rem)";

  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function cards() { return all(".row-card"); }
  function marks(row) { return all("[data-text] [data-row='" + row + "']"); }
  function calm() { return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"; }

  // Bring a place to the upper third of its pane, without moving the page.
  function bring(pane, place, how) {
    if (!pane || !place || !window.matchMedia(WIDE).matches) { return; }
    var top = place.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
    pane.scrollTo({ top: Math.max(0, top - pane.clientHeight / 4), behavior: how || calm() });
  }

  function point(row) {
    all(".here").forEach(function (one) { one.classList.remove("here"); });
    marks(row).forEach(function (one) { one.classList.add("here"); });
    var card = document.getElementById(row);
    if (card) { card.classList.add("here"); }
  }

  function start(root) {
    var text = root.querySelector("[data-text]"), list = root.querySelector("[data-cards]"), quiet = 0;

    function current() {
      var card = document.activeElement && document.activeElement.closest ? document.activeElement.closest(".row-card") : null;
      return card || document.querySelector(".row-card.here") || null;
    }
    function go(card) {
      if (!card) { return; }
      card.focus({ preventScroll: true });
      if (window.matchMedia(WIDE).matches) { bring(list, card, "auto"); } else { card.scrollIntoView({ block: "start" }); }
    }
    function hush() { quiet = Date.now() + 700; }

    list.addEventListener("focusin", function (event) {
      var card = event.target.closest(".row-card");
      if (!card) { return; }
      point(card.dataset.row);
      hush();
      bring(text, marks(card.dataset.row)[0]);
    });
    text.addEventListener("focusin", function (event) {
      var mark = event.target.closest("[data-row]");
      if (!mark) { return; }
      point(mark.dataset.row);
      hush();
      bring(list, document.getElementById(mark.dataset.row));
    });
    text.addEventListener("click", function (event) {
      var mark = event.target.closest("[data-row]"), card = mark && document.getElementById(mark.dataset.row);
      if (!card || !window.matchMedia(WIDE).matches) { return; }
      event.preventDefault();
      hush();
      go(card);
    });
    list.addEventListener("click", function (event) {
      var link = event.target.closest("[data-mark]");
      if (!link || !window.matchMedia(WIDE).matches) { return; }
      event.preventDefault();
      point(link.dataset.mark);
      hush();
      bring(text, marks(link.dataset.mark)[0]);
    });

    // Whoever scrolls one pane sees the other follow.
    function follow(from, others, place) {
      from.addEventListener("scroll", function () {
        if (Date.now() < quiet) { return; }
        var top = from.getBoundingClientRect().top + 8;
        var first = others().find(function (one) { return one.getBoundingClientRect().bottom > top; });
        if (!first) { return; }
        hush();
        place(first.dataset.row);
      }, { passive: true });
    }
    if (!list.querySelector("[data-row='plan']") && root.hasAttribute("data-in-order")) {
      follow(list, cards, function (row) { bring(text, marks(row)[0], "auto"); });
      follow(text, function () { return all("[data-row]", text); }, function (row) { bring(list, document.getElementById(row), "auto"); });
    } else {
      follow(list, cards, function (row) { bring(text, marks(row)[0], "auto"); });
    }

    function press(card, what) {
      var button = card && card.querySelector("[data-key='" + what + "']");
      if (button) { button.click(); } else if (what === "edit" && card) { fold(card.querySelector("[data-edit]")); }
    }
    function fold(details) {
      if (!details) { return; }
      details.open = true;
      var field = details.querySelector("input, select");
      if (field) { field.focus(); }
    }
    function answer(card, number) {
      var asked = card && card.querySelector("[data-open-question]");
      var button = asked && asked.querySelectorAll(".question-options button")[number - 1];
      if (button) { button.click(); }
    }
    function step(by) {
      var found = cards(), at = found.indexOf(current());
      go(found[at < 0 ? 0 : Math.min(Math.max(at + by, 0), found.length - 1)]);
    }

    document.addEventListener("keydown", function (event) {
      var at = event.target;
      if (event.ctrlKey || event.metaKey || event.altKey || at.isContentEditable) { return; }
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) {
        if (event.key === "Escape") { go(at.closest(".row-card")); }
        return;
      }
      var onControl = /^(BUTTON|A|SUMMARY)$/.test(at.tagName), card = current();
      var acts = {
        j: function () { step(1); }, ArrowDown: function () { step(1); },
        k: function () { step(-1); }, ArrowUp: function () { step(-1); },
        x: function () { press(card, "reject"); }, u: function () { press(card, "reopen"); },
        e: function () { press(card, "edit"); },
        d: function () { var fine = card && card.querySelector("[data-details]"); if (fine) { fine.open = !fine.open; } }
      };
      if (/^[1-9]$/.test(event.key)) { acts[event.key] = function () { answer(card, Number(event.key)); }; }
      if (event.key === "Enter" && !onControl) { acts.Enter = function () { press(card, "confirm"); }; }
      if (event.key.indexOf("Arrow") === 0 && (at.closest("[data-text]") || at === document.body)) { return; }
      if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
    });

    var row = decodeURIComponent(location.hash.slice(1)), first = row && document.getElementById(row);
    if (first && first.classList.contains("row-card")) { go(first); }
  }

  document.addEventListener("DOMContentLoaded", function () { all("[data-reading]").forEach(start); });
})();
