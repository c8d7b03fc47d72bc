// What pages do beyond plain HTML; every page works without it.
(function () {
  "use strict";

  // Places for a double click to do nothing twice: the form's request id already makes it one request.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(function () { delete form.dataset.sent; }, 4000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  // A menu closes when something else is touched, or on Escape.
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.open = false; }
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // A question that opens shows its answer, too: on a phone it would hide under the bar at the bottom.
  document.addEventListener("toggle", function (event) {
    var answer = event.target.open && event.target.querySelector("form button");
    if (answer && event.target.matches("details.fold")) { answer.scrollIntoView({ block: "nearest" }); }
  }, true);

  // Whatever cannot be kept is told at the top: bring the reader there.
  document.addEventListener("DOMContentLoaded", function () {
    var faults = document.getElementById("faults");
    if (faults) { faults.focus(); }
    document.querySelectorAll("[data-go-on-change]").forEach(function (field) {
      field.addEventListener("change", function () { field.form.requestSubmit(); });
    });
  });
})();
