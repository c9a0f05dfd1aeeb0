// Colours of the page's own design, read when something is drawn: they follow light, dark and print.
const probe = document.createElement("canvas").getContext("2d");

export const colour = (name) => {
  const swatch = document.createElement("span");
  swatch.style.color = `var(--${name})`;
  document.body.append(swatch);
  const found = getComputedStyle(swatch).color;
  swatch.remove();
  probe.fillStyle = found;
  return probe.fillStyle;
};

// Blue, orange, dark and sky: told apart by people who see few colours; lines also differ in dash and marks.
export const SERIES = ["chart-1", "chart-2", "chart-3", "chart-4"];
export const DASHES = ["solid", "dashed", "solid", "dotted"];
export const MARKS = ["circle", "rect", "triangle", "diamond"];
