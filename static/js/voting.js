/* The booth. Everything also works without this. Nothing is stored and nothing is asked of the server but the forms themselves.
   Nothing newer than Chromium 86. */
(function () {
  "use strict";

  /* the code behind the # of the address never reaches a server by itself: it is put into the form, and the address is cleaned */
  var form = document.querySelector("[data-booth-code]");
  if (form && window.location.hash.length > 1) {
    form.elements.code.value = decodeURIComponent(window.location.hash.slice(1));
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    form.submit();
  }

  /* how many are chosen, as it is marked */
  Array.prototype.forEach.call(document.querySelectorAll(".booth-part"), function (part) {
    var output = part.querySelector(".booth-chosen");
    var seats = Number(part.getAttribute("data-seats"));
    function say() {
      var chosen = part.querySelectorAll("input[type=radio][value=for]:checked").length;
      Array.prototype.forEach.call(part.querySelectorAll(".booth-name"), function (field) {
        if (field.value.trim()) chosen += 1;
      });
      output.textContent = chosen ? output.getAttribute(chosen > seats ? "data-over" : "data-words").replace("{n}", chosen) : "";
      output.classList.toggle("over", chosen > seats);
    }
    part.addEventListener("input", say);
    part.addEventListener("change", say);
    say();
  });

  var errors = document.querySelector("[data-booth-errors]");
  if (errors) errors.focus();

  /* a ballot that is on its way is not sent again */
  Array.prototype.forEach.call(document.querySelectorAll("form"), function (each) {
    each.addEventListener("submit", function (event) {
      if (each.getAttribute("data-sent")) event.preventDefault();
      each.setAttribute("data-sent", "1");
      window.setTimeout(function () { each.removeAttribute("data-sent"); }, 8000);
    });
  });
})();
