// Everything that can be used takes the focus, shows it, and keeps the order of the page. Answers what does not.
() => {
  const USED = "a[href], button, input, select, textarea, summary, [tabindex], [onclick], [role=button], [role=link]";
  const faults = [];
  const fault = (what, element) => faults.push(what + ": " + element.outerHTML.slice(0, 120));
  const look = (element) => {
    const style = getComputedStyle(element);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor, style.top].join();
  };
  // A mark in a list of choices shows its focus on its label or its frame.
  const shownOn = (element) => [element, element.closest("label"), element.nextElementSibling, element.parentElement].filter(Boolean);
  const isThere = (element) =>
    element.getClientRects().length && !element.disabled && element.type !== "hidden" && getComputedStyle(element).visibility === "visible";

  const before = document.activeElement;
  const closed = [...document.querySelectorAll("details:not([open])")];
  closed.forEach((details) => (details.open = true)); // its summary is reached and opens it
  for (const element of [...document.querySelectorAll(USED)].filter(isThere)) {
    if (element.tabIndex > 0) fault("out of order", element);
    if (element.tabIndex < 0) {
      if (element.id !== "main") fault("not reached", element);
      continue;
    }
    if (document.activeElement === element) element.blur();
    const plain = shownOn(element).map(look);
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) fault("takes no focus", element);
    else if (shownOn(element).every((part, place) => look(part) === plain[place])) fault("does not show the focus", element);
  }
  closed.forEach((details) => (details.open = false));
  document.activeElement.blur();
  if (before && before !== document.body) before.focus({ preventScroll: true });
  return faults;
};
