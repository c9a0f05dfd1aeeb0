// The case's own diagram with the token on it: bpmn-js viewer, its sign kept, the way already gone tinted.
import "bpmn-js/dist/assets/diagram-js.css";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

for (const box of document.querySelectorAll("[data-diagram]")) {
  const viewer = new NavigatedViewer({ container: box });
  const { done, here } = JSON.parse(box.dataset.marks);
  try {
    const xml = await (await fetch(box.dataset.diagram, { credentials: "same-origin" })).text();
    await viewer.importXML(xml);
    const canvas = viewer.get("canvas");
    const elements = viewer.get("elementRegistry");
    canvas.zoom("fit-viewport");
    for (const id of done) if (elements.get(id)) canvas.addMarker(id, "done");
    for (const flow of elements.filter((element) => element.waypoints)) {
      if (done.includes(flow.source?.id) && [...done, ...here].includes(flow.target?.id)) canvas.addMarker(flow.id, "done");
    }
    for (const id of here.filter((id) => elements.get(id))) {
      canvas.addMarker(id, "here");
      const token = document.createElement("div");
      token.className = "token";
      viewer.get("overlays").add(id, "token", { position: { top: -12, left: -12 }, html: token });
    }
    const target = here.find((id) => elements.get(id));
    if (target && box.dataset.focus !== "all") {
      const { x, y, width, height } = elements.get(target);
      const view = canvas.viewbox();
      const scale = Math.max(view.scale, 0.75);
      const inner = { width: view.outer.width / scale, height: view.outer.height / scale };
      canvas.viewbox({ x: x + width / 2 - inner.width / 2, y: y + height / 2 - inner.height / 2, ...inner });
    }
    box.dataset.ready = "1";
  } catch (error) {
    box.textContent = box.dataset.sorry;
    console.error(error);
  }
}
