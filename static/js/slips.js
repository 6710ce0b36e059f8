/* Counting slips with the keyboard alone: Enter and the arrows go from figure to figure through the whole form, at the end to its button. */
(function () {
  "use strict";

  function figuresOf(form) {
    return Array.prototype.slice.call(form.querySelectorAll("input.num, .slip-contests input"));
  }

  function formOf(field) {
    return field.tagName === "INPUT" && field.form && field.form.querySelector(".slip-contests") ? field.form : null;
  }

  /* before the grids of desk.js, whose Enter stays within one table */
  document.addEventListener("keydown", function (event) {
    var form = formOf(event.target);
    var step = event.key === "Enter" || event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!form || !step) return;
    var figures = figuresOf(form);
    var place = figures.indexOf(event.target);
    if (place < 0) return;
    event.preventDefault();
    event.stopPropagation();
    var next = figures[place + step] || (step > 0 ? form.querySelector("button[type=submit]") : null);
    if (next) next.focus();
  }, true);

  document.addEventListener("focusin", function (event) {
    if (formOf(event.target) && event.target.select) event.target.select();
  });
})();
