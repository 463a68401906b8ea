/*
 * Checks that run in the browser, in the page. The value of the script are the faults that they find.
 */

/** Whether everything has a name, landmarks and headings are in order, and no text is smaller than 14 pixels. */
const faultsIn = () => {
  const faults = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const expectOne = (selector) => {
    if (all(selector).length !== 1) faults.push(`${String(all(selector).length)} of ${selector}`);
  };
  for (const selector of ['h1', 'main', 'header', 'footer', '[role="status"]', 'title']) expectOne(selector);
  if (!document.documentElement.lang.startsWith('en')) faults.push('the language is missing');

  const nameOf = (element) => {
    const labelled = element.getAttribute('aria-labelledby');
    const label = element.closest('label')?.textContent ?? '';
    const referred = labelled === null ? '' : (document.getElementById(labelled)?.textContent ?? '');
    return (element.getAttribute('aria-label') ?? (referred || label || element.textContent)).trim();
  };
  for (const element of all('button, input, a, main section, [tabindex="0"]'))
    if (nameOf(element) === '') faults.push(`no name: ${element.outerHTML.slice(0, 80)}`);
  for (const element of all('[aria-describedby]'))
    if (!document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent)
      faults.push(`no description: ${element.outerHTML.slice(0, 80)}`);

  let before = 0;
  for (const { tagName, textContent } of all('h1, h2, h3, h4')) {
    const level = Number(tagName.slice(1));
    if (level > before + 1) faults.push(`a heading is left out before ${textContent}`);
    before = level;
  }

  const ids = all('[id]').map(({ id }) => id);
  for (const id of ids.filter((one, nth) => ids.indexOf(one) !== nth)) faults.push(`twice: #${id}`);

  for (const element of all('body *')) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (hasText && size < 14) faults.push(`${String(size)}px: ${element.outerHTML.slice(0, 80)}`);
  }
  for (const element of all('button')) {
    const { height, width } = element.getBoundingClientRect();
    if (height < 24 || width < 24) faults.push(`too small: ${element.textContent}`);
  }
  return faults;
};

/** The texts whose contrast is below 4.5, and the edges of inputs and buttons whose contrast is below 3. */
const contrastsIn = () => {
  const rgb = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const isOpaque = (color) => (rgb(color)[3] ?? 1) === 1;
  const backgroundOf = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const { backgroundColor } = getComputedStyle(one);
      if (isOpaque(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const luminance = (color) => {
    const [red = 0, green = 0, blue = 0] = rgb(color).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  const faults = [];
  for (const element of document.querySelectorAll('body *')) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    if (!hasText || element.tagName === 'NOSCRIPT') continue;
    const ratio = contrast(getComputedStyle(element).color, backgroundOf(element));
    if (ratio < 4.5) faults.push(`${ratio.toFixed(2)}: ${element.outerHTML.slice(0, 80)}`);
  }
  for (const element of document.querySelectorAll('input, button')) {
    const behind = backgroundOf(element.parentElement ?? element);
    const ratio = contrast(getComputedStyle(element).borderTopColor, behind);
    if (ratio < 3) faults.push(`edge ${ratio.toFixed(2)}: ${element.outerHTML.slice(0, 80)}`);
  }
  return faults;
};

[...faultsIn(), ...contrastsIn()];
