/* What the desk's pages do beside plain HTML. Every page also works without it. Nothing newer than Chromium 86. */
(function () {
  "use strict";

  /* a form that is on its way is not sent again */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-once")) return;
    if (form.getAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-sent", "1");
    window.setTimeout(function () {
      form.removeAttribute("data-sent");
    }, 8000);
  });

  document.addEventListener("click", function (event) {
    var target = event.target.closest("[data-print]");
    if (target) window.print();
  });

  /* grids: rows are added, and cells copied from a spreadsheet are spread over the cells from the focused one on */
  function cellsOf(row) {
    return Array.prototype.slice.call(row.querySelectorAll("input:not([type=hidden]):not([name$='-drop']), select, textarea"));
  }

  function addRow(grid) {
    var total = grid.querySelector("input[name$='-TOTAL_FORMS']");
    var html = grid.querySelector("template").innerHTML.replace(/__prefix__/g, total.value).replace(/__number__/g, Number(total.value) + 1);
    var body = grid.querySelector("tbody");
    body.insertAdjacentHTML("beforeend", html.trim());
    total.value = Number(total.value) + 1;
    return body.lastElementChild;
  }

  /* the option of that name, or the only one that ends so (支部 for 党支部); any other word stays, for the server to refuse by name */
  function choose(cell, text) {
    var options = Array.prototype.slice.call(cell.options);
    var same = options.filter(function (option) { return option.text.trim() === text || option.value === text; });
    var alike = options.filter(function (option) { return text && option.text.trim().slice(-text.length) === text; });
    var found = same[0] || (alike.length === 1 ? alike[0] : null);
    if (!found) {
      found = new Option(text, text);
      cell.add(found);
    }
    cell.value = found.value;
  }

  function put(cell, text) {
    if (cell.type === "checkbox") {
      cell.checked = /^(1|y|yes|是|√|✓|○)$/i.test(text);
    } else if (cell.tagName === "SELECT") {
      choose(cell, text);
    } else {
      cell.value = text;
    }
    cell.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("paste", function (event) {
    var grid = event.target.closest && event.target.closest("[data-grid]");
    var text = event.clipboardData && event.clipboardData.getData("text/plain");
    if (!grid || !text || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    var rows = Array.prototype.slice.call(grid.querySelectorAll("tbody tr"));
    var row = event.target.closest("tr");
    var first = rows.indexOf(row);
    var column = cellsOf(row).indexOf(event.target);
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach(function (line, down) {
      var at = rows[first + down];
      if (!at) {
        if (!grid.querySelector("template")) return;
        at = addRow(grid);
        rows.push(at);
      }
      var cells = cellsOf(at);
      line.split("\t").forEach(function (value, right) {
        var cell = cells[column + right];
        if (cell && !cell.readOnly && !cell.disabled) put(cell, value.trim());
      });
    });
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-add-row]");
    if (!button) return;
    var cells = cellsOf(addRow(button.closest("[data-grid]")));
    if (cells.length) cells[0].focus();
  });

  /* Enter goes down a column of a grid, as in a spreadsheet; the form is sent with its button */
  document.addEventListener("keydown", function (event) {
    var grid = event.target.closest && event.target.closest("[data-grid]");
    if (!grid || event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    var row = event.target.closest("tr");
    var below = row.nextElementSibling;
    if (below) {
      var cell = cellsOf(below)[cellsOf(row).indexOf(event.target)];
      if (cell) cell.focus();
    }
  });
})();
