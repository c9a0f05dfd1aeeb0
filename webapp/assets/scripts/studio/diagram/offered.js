// Palette and menus offer what the engine runs; what it refuses (engine/lint/allowed.py) is not put into anybody's hand.
const NOT_RUN = [
  /complex-gateway/,
  /ad-hoc/,
  /adhoc/,
  /compensation/,
  /instantiate-gateway/,
  /participant-multiplicity/,
  /data-store/,
];

class Offered {
  constructor(palette, popupMenu, contextPad) {
    const last = 100; // after everybody else
    palette.registerProvider(last, { getPaletteEntries: () => without });
    contextPad.registerProvider(last, { getContextPadEntries: () => without, getMultiElementContextPadEntries: () => without });
    for (const menu of ["bpmn-replace", "bpmn-append", "bpmn-create"]) {
      popupMenu.registerProvider(menu, last, { getPopupMenuEntries: () => without, getPopupMenuHeaderEntries: () => without });
    }
  }
}

Offered.$inject = ["palette", "popupMenu", "contextPad"];

function without(entries) {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => !NOT_RUN.some((pattern) => pattern.test(name))));
}

export const offeredModule = { __init__: ["offered"], offered: ["type", Offered] };
