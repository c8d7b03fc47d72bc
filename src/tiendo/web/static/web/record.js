// A form of work remembers what was typed until it is kept; pictures can be chosen or taken. All of it works without.
(function () {
  "use strict";
  var PREFIX = "tiendo-draft ";
  var SKIP = { csrfmiddlewaretoken: 1, base: 1, kept: 1, then: 1 };

  // Names of people stay in this tab alone and go with it: others may use the same machine.
  function store() { try { return window.localStorage; } catch (e) { return null; } }
  function tab() { try { return window.sessionStorage; } catch (e) { return null; } }
  function isName(pair) { return pair[0].indexOf("people.") === 0; }
  function isOther(pair) { return !isName(pair); }
  function read(key) {
    var told = parsed(store, key), names = parsed(tab, key);
    if (told && told.values && names) { told.values = told.values.concat(names); }
    return told;
  }
  function parsed(place, key) { try { return JSON.parse(place().getItem(PREFIX + key) || "null"); } catch (e) { return null; } }
  function write(key, told) {
    var others = { values: told.values.filter(isOther), at: told.at, sent: told.sent };
    try { store().setItem(PREFIX + key, JSON.stringify(others)); } catch (e) { /* full or private */ }
    try { tab().setItem(PREFIX + key, JSON.stringify(told.values.filter(isName))); } catch (e) { /* full or private */ }
  }
  function drop(key) {
    try { store().removeItem(PREFIX + key); } catch (e) { /* private */ }
    try { tab().removeItem(PREFIX + key); } catch (e) { /* private */ }
  }

  // A record that arrived at the server: whatever draft it came from is done with.
  function forget(record) {
    var held = store();
    if (!held || !record) { return; }
    Object.keys(held).forEach(function (name) {
      if (name.indexOf(PREFIX) !== 0) { return; }
      var told = read(name.slice(PREFIX.length));
      if (told && told.sent) { drop(name.slice(PREFIX.length)); }
    });
  }

  function typed(form) {
    var found = [];
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || SKIP[field.name] || field.type === "file" || field.type === "submit") { return; }
      if (field.type === "checkbox" && !field.checked) { return; }
      if (field.value !== "") { found.push([field.name, field.value]); }
    });
    return found;
  }

  function fill(form, values) {
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || SKIP[field.name] || field.type === "file" || field.type === "submit") { return; }
      var told = values.filter(function (pair) { return pair[0] === field.name; });
      if (field.type === "checkbox") {
        field.checked = told.some(function (pair) { return pair[1] === field.value; });
      } else {
        field.value = told.length ? told[0][1] : "";
      }
      if (told.length) { open(field); }
    });
  }

  function open(field) {
    for (var fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) { fold.open = true; }
  }

  function remember(form, key) {
    var before = JSON.stringify(typed(form).filter(notRequest)), later = 0;
    function keep(sent) {
      var now = typed(form);
      if (!sent && JSON.stringify(now.filter(notRequest)) === before) { return; }
      write(key, { values: now, at: Date.now(), sent: !!sent });
    }
    form.addEventListener("input", function () {
      window.clearTimeout(later);
      later = window.setTimeout(keep, 400);
    });
    form.addEventListener("submit", function () { window.clearTimeout(later); keep(true); });
  }

  // Who comes back to what they sent and could not be taken finds it typed, whatever the browser kept of it.
  function wentBack() {
    var entry = window.performance && performance.getEntriesByType ? performance.getEntriesByType("navigation")[0] : null;
    return !!entry && entry.type === "back_forward";
  }

  function sorted(values) { return JSON.stringify(values.filter(notRequest).map(String).sort()); }
  function notRequest(pair) { return pair[0] !== "request"; }

  function offer(form, key) {
    var told = read(key), box = document.querySelector("[data-draft-told]");
    if (!told || !told.values || !box) { return; }
    var same = sorted(told.values) === sorted(typed(form));
    if (same) { return; }
    if (wentBack()) { fill(form, told.values); return; }
    box.querySelector("[data-draft-when]").textContent = new Date(told.at).toLocaleString(document.documentElement.lang);
    box.querySelector("[data-draft-use]").addEventListener("click", function () {
      fill(form, told.values);
      box.hidden = true;
      form.querySelector("input:not([type=hidden])").focus();
    });
    box.querySelector("[data-draft-drop]").addEventListener("click", function () { drop(key); box.hidden = true; });
    box.hidden = false;
  }

  // A fault in a folded part, and a link to it from the top, opens the fold.
  function unfold() {
    document.querySelectorAll("details [aria-invalid]").forEach(open);
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) { open(target); }
  }

  // Many at once: one button ticks them all.
  function chooser() {
    var button = document.querySelector("[data-choose-all]");
    if (!button) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      var boxes = Array.prototype.slice.call(document.querySelectorAll("input[name=chosen]"));
      var all = boxes.every(function (box) { return box.checked; });
      boxes.forEach(function (box) { box.checked = !all; });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    chooser();
    var done = document.querySelector("[data-draft-done]"), form = document.querySelector("form[data-draft]");
    if (done) { forget(done.dataset.draftDone); }
    unfold();
    if (!form) { return; }
    if (form.hasAttribute("data-draft-typed")) {
      write(form.dataset.draft, { values: typed(form), at: Date.now(), sent: false });
    } else {
      offer(form, form.dataset.draft);
    }
    remember(form, form.dataset.draft);
  });
  window.addEventListener("hashchange", unfold);
})();
