/* A press copies a text into the clipboard and says so. Without this file the text is selected and copied by hand. */
(function () {
  "use strict";

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) return;
    var field = document.getElementById(button.getAttribute("data-copy"));
    var said = button.parentNode.querySelector("[data-copied]");
    field.focus();
    field.select();
    var copied = document.execCommand("copy");
    if (said && copied) said.textContent = said.getAttribute("data-copied");
  });
})();
