// What axe finds wrong, and only that: the lists of what is right are many times the page. Contrast is most of what axe costs, so at the
// second width it is asked of what looks other than at the first.
async (standard) => {
  const looks = (element) => {
    const style = getComputedStyle(element);
    const shown = element.getClientRects().length > 0 && style.visibility;
    return [shown, style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.fontSize, style.fontWeight].join();
  };
  const violations = async (where, asked) => (await axe.run(where, { ...asked, resultTypes: ["violations"] })).violations;

  const before = window.judged;
  window.judged = new Map([...document.querySelectorAll("*")].map((element) => [element, looks(element)]));
  const found = await violations(document, { runOnly: standard, rules: { "color-contrast": { enabled: !before } } });
  if (before) {
    const other = [...window.judged].filter(([element, how]) => before.get(element) !== how).map(([element]) => element);
    if (other.length) found.push(...(await violations({ include: other }, { runOnly: ["color-contrast"] })));
  }
  return found.map((rule) => ({ id: rule.id, at: rule.nodes.map((node) => node.html) }));
};
