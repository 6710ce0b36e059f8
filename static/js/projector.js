/* The wall asks for its picture every three seconds. When the server is away it keeps the last one and says since when.
   Nothing newer than Chromium 86. */
(function () {
  "use strict";

  var main = document.getElementById("main");
  var away = document.getElementById("wall-away");
  var full = document.getElementById("wall-full");
  var address = document.body.getAttribute("data-picture");
  var EVERY = 3000;
  var last = main.innerHTML;
  var since = null;
  var clockFrom = 0;

  function pad(number) { return ("0" + number).slice(-2); }

  function isAway(gone) {
    if (!gone) {
      since = null;
      away.hidden = true;
      return;
    }
    if (!since) since = new Date();
    away.textContent = away.getAttribute("data-words").replace("{time}", pad(since.getHours()) + ":" + pad(since.getMinutes()));
    away.hidden = false;
  }

  function readClock() {
    var clock = main.querySelector("[data-clock]");
    clockFrom = clock ? Date.now() - Number(clock.getAttribute("data-clock")) * 1000 : 0;
    tick();
  }

  function tick() {
    var clock = main.querySelector("[data-clock]");
    if (!clock) return;
    var seconds = Math.floor((Date.now() - clockFrom) / 1000);
    var limit = Number(clock.getAttribute("data-limit")) * 60;
    clock.textContent = Math.floor(seconds / 60) + ":" + pad(seconds % 60);
    clock.classList.toggle("over", limit > 0 && seconds > limit);
  }

  function bare(html) {
    return html.replace(/data-clock="\d+"/g, "").replace(/>\d+:\d\d</g, "><");
  }

  function show(html) {
    if (html.indexOf("data-slide=") < 0) throw new Error("no picture");
    if (bare(html) !== bare(last)) main.innerHTML = html;
    last = html;
    if (main.querySelector("[data-clock]")) {
      main.querySelector("[data-clock]").setAttribute("data-clock", (/data-clock="(\d+)"/.exec(html) || [0, 0])[1]);
      readClock();
    }
  }

  function ask() {
    fetch(address, { credentials: "same-origin", redirect: "manual", cache: "no-store" }).then(function (answer) {
      if (!answer.ok) throw new Error("away");
      return answer.text();
    }).then(function (html) {
      show(html);
      isAway(false);
    }).catch(function () {
      isAway(true);
    }).then(function () {
      window.setTimeout(ask, EVERY);
    });
  }

  if (document.documentElement.requestFullscreen) {
    var hide = 0;
    document.addEventListener("pointermove", function () {
      full.hidden = !!document.fullscreenElement;
      window.clearTimeout(hide);
      hide = window.setTimeout(function () { full.hidden = true; }, 4000);
    });
    full.addEventListener("click", function () {
      document.documentElement.requestFullscreen();
    });
    document.addEventListener("fullscreenchange", function () {
      full.hidden = !!document.fullscreenElement;
    });
  }

  readClock();
  window.setInterval(tick, 500);
  window.setTimeout(ask, EVERY);
})();
