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

  // Whatever cannot be kept is told at the top: bring the reader there.
  document.addEventListener("DOMContentLoaded", function () {
    var faults = document.getElementById("faults");
    if (faults) { faults.focus(); }
    document.querySelectorAll("[data-go-on-change]").forEach(function (field) {
      field.addEventListener("change", function () { field.form.requestSubmit(); });
    });
  });
})();
