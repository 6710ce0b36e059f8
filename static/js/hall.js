/* What every station of the hall does by itself: it locks when nobody touches it, says whether the server answers, and keeps what was typed.
   Nothing newer than Chromium 86. */
(function () {
  "use strict";

  var body = document.body;
  var cover = document.getElementById("hall-cover");
  var link = document.getElementById("hall-link");
  var idle = Number(body.getAttribute("data-idle")) * 1000;
  var pulse = body.getAttribute("data-pulse");
  var PULSE = 15000;
  var touchedAt = Date.now();
  var told = Date.now();
  var awaySince = null;

  if (!pulse) return;

  function token() {
    var field = document.querySelector("input[name=csrfmiddlewaretoken]");
    return field ? field.value : "";
  }

  function send(address, fields) {
    var data = new URLSearchParams(fields);
    data.append("csrfmiddlewaretoken", token());
    return fetch(address, { method: "POST", body: data, credentials: "same-origin", redirect: "manual" });
  }

  /* whether the server answers */
  function heard(answers) {
    if (!link) return;
    if (answers) awaySince = null;
    else if (!awaySince) awaySince = new Date();
    var since = awaySince ? ("0" + awaySince.getHours()).slice(-2) + ":" + ("0" + awaySince.getMinutes()).slice(-2) : "";
    var text = awaySince ? link.getAttribute("data-off").replace("{time}", since) : link.getAttribute("data-on");
    if (link.textContent !== text) link.textContent = text;
    link.classList.toggle("off", !!awaySince);
    link.hidden = false;
  }
  document.addEventListener("htmx:sendError", function () { heard(false); });
  document.addEventListener("htmx:afterOnLoad", function () { heard(true); });
  window.addEventListener("offline", function () { heard(false); });

  /* touched: remembered for every tab of this browser */
  function touch() {
    touchedAt = Date.now();
    try {
      window.localStorage.setItem("hall-touched", String(touchedAt));
    } catch (error) {
      /* a browser that keeps nothing still knows its own tab */
    }
  }
  function lastTouch() {
    var elsewhere = 0;
    try {
      elsewhere = Number(window.localStorage.getItem("hall-touched")) || 0;
    } catch (error) {
      elsewhere = 0;
    }
    return Math.max(touchedAt, elsewhere);
  }
  ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"].forEach(function (name) {
    document.addEventListener(name, function () {
      if (Date.now() - touchedAt > 1000) touch();
    }, { passive: true });
  });

  /* locked: the page stays as it is under a cover */
  function isCovered() {
    return cover && !cover.hidden;
  }
  function coverUp() {
    if (!cover || isCovered()) return;
    cover.hidden = false;
    body.classList.add("covered");
    cover.querySelector("input[type=password]").focus();
  }
  function uncover() {
    cover.hidden = true;
    body.classList.remove("covered");
    touch();
  }
  function lock() {
    coverUp();
    send(body.getAttribute("data-lock"), { quietly: "1" }).then(function () { heard(true); }, function () { heard(false); });
  }
  if (cover) {
    cover.querySelector("form").addEventListener("submit", function (event) {
      var form = event.target;
      var password = form.querySelector("input[type=password]");
      var fault = form.querySelector("[role=alert]");
      event.preventDefault();
      send(form.action, { unlock_password: password.value, quietly: "1" }).then(function (answer) {
        heard(true);
        password.value = "";
        fault.hidden = true;
        if (answer.status === 204) return uncover();
        if (answer.type === "opaqueredirect") return window.location.reload();
        fault.textContent = form.getAttribute(answer.status === 429 ? "data-later" : "data-wrong");
        fault.hidden = false;
        password.focus();
      }, function () { heard(false); });
    });
  }
  var lockNow = document.getElementById("lock-now");
  if (lockNow) {
    lockNow.addEventListener("submit", function (event) {
      event.preventDefault();
      lock();
    });
  }

  window.setInterval(function () {
    if (idle && !isCovered() && Date.now() - lastTouch() > idle) lock();
  }, 1000);

  window.setInterval(function () {
    var fields = lastTouch() > told ? { touched: "1" } : {};
    told = Date.now();
    send(pulse, fields).then(function (answer) {
      if (answer.type === "opaqueredirect") return window.location.reload();
      heard(answer.ok);
      if (idle && answer.headers.get("X-Station") === "locked") coverUp();
      if (answer.headers.get("X-Station") === "open" && isCovered()) uncover();
    }, function () { heard(false); });
  }, PULSE);
  heard(true);

  /* a clock that runs: seconds so far, and the minutes allowed */
  function pad(number) { return ("0" + number).slice(-2); }
  Array.prototype.forEach.call(document.querySelectorAll("[data-clock]"), function (clock) {
    var from = Date.now() - Number(clock.getAttribute("data-clock")) * 1000;
    var limit = Number(clock.getAttribute("data-limit")) * 60;
    function tick() {
      var seconds = Math.floor((Date.now() - from) / 1000);
      clock.textContent = Math.floor(seconds / 60) + ":" + pad(seconds % 60);
      clock.classList.toggle("over", limit > 0 && seconds > limit);
    }
    tick();
    window.setInterval(tick, 1000);
  });

  /* everybody of a group at once */
  var tick = document.querySelector("[data-tick-all]");
  if (tick) {
    tick.hidden = false;
    tick.addEventListener("click", function () {
      Array.prototype.forEach.call(document.querySelectorAll("main input[type=checkbox]"), function (box) { box.checked = true; });
    });
  }

  /* nothing sits yet: look again now and then */
  var again = document.querySelector("[data-look-again]");
  if (again) window.setInterval(function () { if (!isCovered()) window.location.reload(); }, 6000);
})();
