/* Whoever is about to leave a form half filled is asked first: no browser keeps the desk's pages, so the way back would show it empty. The
   words are the browser's own. Stations of the hall lock by themselves and keep what was typed; they do not ask. */
(function () {
  "use strict";

  var typed = [];

  function note(form) {
    if (form && form.getAttribute("method") === "post" && typed.indexOf(form) < 0) typed.push(form);
  }

  ["input", "change"].forEach(function (kind) {
    document.addEventListener(kind, function (event) { note(event.target.form); });
  });

  /* what came back refused stands nowhere but on this page */
  Array.prototype.forEach.call(document.querySelectorAll("form .is-invalid, form .alert-danger"), function (fault) {
    note(fault.closest("form"));
  });

  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented) return;
    typed = typed.filter(function (form) { return form !== event.target; });
  });

  window.addEventListener("beforeunload", function (event) {
    if (!typed.some(function (form) { return document.contains(form); })) return;
    event.preventDefault();
    event.returnValue = "";  /* Chromium before 119 knows this only */
  });
})();
