/* The count: sums while figures are typed, Enter goes on, ballots are shown as they are called. The server checks all of it again.
   Nothing newer than Chromium 86. */
(function () {
  "use strict";

  function all(root, selector) {
    return Array.prototype.slice.call(root.querySelectorAll(selector));
  }

  function figure(field) {
    var text = field ? field.value.normalize("NFKC").trim() : ""; // the server reads ５１ as 51
    return /^\d+$/.test(text) ? Number(text) : text === "" ? null : NaN;
  }

  function show(output, found, wanted) {
    if (!output) return;
    var known = found !== null && wanted !== null && !isNaN(found) && !isNaN(wanted);
    var good = known && (output.getAttribute("data-sum") === "most" ? found <= wanted : found === wanted);
    output.textContent = !known ? "" : good ? "= " + found + " ✓" : "= " + found + " · " + output.getAttribute("data-differs").replace("{n}", Math.abs(wanted - found));
    output.classList.toggle("off", known && !good);
  }

  function sum(fields) {
    var figures = fields.map(figure);
    if (figures.every(function (each) { return each === null; })) return null;
    return figures.reduce(function (total, each) { return total + (each === null ? 0 : each); }, 0); // what is no figure makes none
  }

  /* totals of a batch */
  function check() {
    var ballots = figure(document.getElementById("id_ballots"));
    all(document, "[data-contest]").forEach(function (contest) {
      var head = all(contest, ".count-line")[0];
      var typed = all(head, "input");
      show(head.querySelector(".count-sum"), sum(typed), ballots);
      var valid = figure(typed[0]);
      all(contest, "[data-name]").forEach(function (row) {
        show(row.querySelector(".count-sum"), sum(all(row, "input")), valid);
      });
    });
  }

  var count = document.querySelector("[data-count]");
  if (count) {
    var form = count.closest("form");
    form.addEventListener("input", check);
    form.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
      event.preventDefault();
      var fields = all(form, "input:not([type=hidden]), textarea, button[type=submit]").filter(function (field) {
        return field.offsetParent !== null && !field.closest("details:not([open])");
      });
      var next = fields[fields.indexOf(event.target) + 1];
      if (next) next.focus();
      if (next && next.select) next.select();
    });
    check();
    var first = document.getElementById("id_ballots");
    if (first && !first.value) first.focus();
  }

  /* printed = issued + spoiled + left over */
  var equation = document.querySelector("[data-equation]");
  if (equation) {
    var names = equation.getAttribute("data-fields").split(" ");
    var say = function () {
      var total = Number(equation.getAttribute("data-total"));
      var rest = Number(equation.getAttribute("data-known"));
      var known = true;
      names.forEach(function (name) {
        var value = figure(document.getElementById("id_" + name));
        known = known && value !== null && !isNaN(value);
        rest += value || 0;
        equation.querySelector("[data-of=" + name + "]").textContent = value === null || isNaN(value) ? "?" : value;
      });
      var last = equation.querySelector("strong");
      last.textContent = !known ? "" : rest === total ? last.getAttribute("data-on") : last.getAttribute("data-off").replace("{n}", Math.abs(total - rest));
      equation.classList.toggle("equation-off", known && rest !== total);
    };
    document.addEventListener("input", say);
    say();
  }

  /* ballots as they are called: a line is a ballot; after each the sums are shown, here and for the hall */
  var called = document.querySelector("[data-called]");
  var running = document.getElementById("running");
  if (called && running) {
    var key = "called:" + window.location.pathname;
    var token = called.form.querySelector("input[name=csrfmiddlewaretoken]").value;
    var asked = 0;
    /* what the form was refused for stands above it already */
    var sayOnce = function () {
      var told = all(called.form, ".alert li").map(function (line) { return line.textContent.trim(); });
      all(running, ".alert li").forEach(function (line) { if (told.indexOf(line.textContent.trim()) >= 0) line.remove(); });
      all(running, ".alert").forEach(function (box) { if (!box.querySelector("li")) box.remove(); });
    };
    var refresh = function () {
      var mine = (asked += 1);
      var data = new URLSearchParams({ called: called.value, csrfmiddlewaretoken: token });
      fetch(running.getAttribute("data-running"), { method: "POST", body: data, credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.text() : ""; })
        .then(function (html) { if (html && mine === asked) { running.innerHTML = html; sayOnce(); } })
        .catch(function () { /* without a connection the lines stay; the next Enter tries again */ });
    };
    var keep = function () {
      try { window.sessionStorage.setItem(key, called.value); } catch (error) { /* a browser that keeps nothing */ }
    };
    try { if (!called.value) called.value = window.sessionStorage.getItem(key) || ""; } catch (error) { /* the same */ }
    called.addEventListener("input", keep);
    called.addEventListener("keyup", function (event) { if (event.key === "Enter") refresh(); });
    called.addEventListener("change", refresh);
    called.form.addEventListener("submit", function () {
      try { window.sessionStorage.removeItem(key); } catch (error) { /* the same */ }
    });
    if (called.value.trim()) refresh();
    called.focus();
  }
})();
