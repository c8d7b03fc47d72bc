// A form sent again after signing in elsewhere: its token is fetched anew first. Without this it is sent as it is.
(function () {
  "use strict";
  document.addEventListener("submit", function (event) {
    var form = event.target, home = form.dataset ? form.dataset.again : "";
    if (!home || !window.fetch || !window.DOMParser) { return; }
    event.preventDefault();
    function send() { HTMLFormElement.prototype.submit.call(form); }
    window.fetch(home, { credentials: "same-origin", cache: "no-store" })
      .then(function (answer) { return answer.text(); })
      .then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        var fresh = page.querySelector("input[name=csrfmiddlewaretoken]");
        var held = form.querySelector("input[name=csrfmiddlewaretoken]");
        if (fresh && held) { held.value = fresh.value; }
      })
      .then(send, send);
  });
})();
