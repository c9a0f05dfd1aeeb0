// The case's own diagram with the token on it: bpmn-js viewer, its sign kept, the way already gone tinted.
import "bpmn-js/dist/assets/diagram-js.css";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { buttons, centre, wayGone } from "./way.js";

for (const box of document.querySelectorAll("[data-diagram]")) {
  const viewer = new NavigatedViewer({ container: box });
  const { done, here } = JSON.parse(box.dataset.marks);
  try {
    const xml = await (await fetch(box.dataset.diagram, { credentials: "same-origin" })).text();
    await viewer.importXML(xml);
    const canvas = viewer.get("canvas");
    const elements = viewer.get("elementRegistry");
    canvas.zoom("fit-viewport");
    for (const id of wayGone(elements, done, here)) canvas.addMarker(id, "done");
    for (const id of here.filter((id) => elements.get(id) && elements.get(id).type !== "bpmn:BoundaryEvent")) {
      canvas.addMarker(id, "here");
      const token = document.createElement("div");
      token.className = "token";
      viewer.get("overlays").add(id, "token", { position: { top: -12, left: -12 }, html: token });
    }
    // A closed case is shown where it ended.
    const target = here.find((id) => elements.get(id)) ?? done.findLast?.((id) => elements.get(id));
    const show = () => {
      if (!target) return canvas.zoom("fit-viewport");
      centre(canvas, elements.get(target));
    };
    if (box.dataset.focus !== "all") show();
    if (box.dataset.labels) buttons(box, canvas, show);
    box.dataset.ready = "1";
  } catch (error) {
    box.textContent = box.dataset.sorry;
    console.error(error);
  }
}
