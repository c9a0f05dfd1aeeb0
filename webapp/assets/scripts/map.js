// The map of territories: outlines of the city's own, coloured by the numbers of the table beside it. No map server is asked.
import "leaflet/dist/leaflet.css";
import "../styles/map.css";
import { geoJSON, map as sheet, tooltip } from "leaflet/dist/leaflet-src.esm.js";
import { colour } from "./board/colours.js";

const SHADES = ["shade-1", "shade-2", "shade-3", "shade-4", "shade-5"];
const NOTHING = "shade-0";
const MOST_NAMES = 60;

const place = document.querySelector("[data-map]");
const table = document.getElementById(place?.dataset.from);

const lines = () =>
  Object.fromEntries(
    [...table.tBodies[0].rows].map((row) => [
      row.dataset.unit,
      { name: row.cells[0].textContent.trim(), value: row.dataset.value === "" ? null : Number(row.dataset.value), words: row.dataset.words, to: row.dataset.to },
    ]),
  );

// Five classes with about as many territories in each.
const classes = (values) => {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const bounds = SHADES.map((_, i) => sorted[Math.min(sorted.length - 1, Math.ceil(((i + 1) * sorted.length) / SHADES.length) - 1)]);
  return [...new Set(bounds)];
};

const shadeOf = (value, bounds) => {
  if (value === null || value === undefined) return NOTHING;
  const at = bounds.findIndex((bound) => value <= bound);
  const step = bounds.length > 1 ? (SHADES.length - 1) / (bounds.length - 1) : 0;
  return SHADES[Math.round((at < 0 ? bounds.length - 1 : at) * step)];
};

const explain = (known, bounds) => {
  const legend = document.querySelector("[data-legend]");
  const wordsOf = (value) => Object.values(known).find((line) => line.value === value)?.words ?? "";
  legend.replaceChildren(
    ...bounds.map((bound) => {
      const item = document.createElement("li");
      const swatch = document.createElement("span");
      swatch.className = `swatch ${shadeOf(bound, bounds)}`;
      item.append(swatch, `≤ ${wordsOf(bound)}`);
      return item;
    }),
  );
};

// On a sketch nobody knows a place by its shape: the names stand on it wherever they fit.
const name = (map, layer, known) => {
  const labels = layer.getLayers().map((shape) => {
    const words = document.createElement("span");
    words.textContent = known[shape.feature.properties.unit]?.name ?? "";
    const label = tooltip({ permanent: true, direction: "center", className: "place-name", opacity: 1 });
    label.setLatLng(shape.getBounds().getCenter()).setContent(words).addTo(map);
    return [shape.getBounds(), label.getElement()];
  });
  const fit = () =>
    labels.forEach(([bounds, element]) => {
      const room = map.latLngToLayerPoint(bounds.getNorthEast()).subtract(map.latLngToLayerPoint(bounds.getSouthWest()));
      element.hidden = false;
      element.hidden = element.offsetWidth > Math.abs(room.x) || !element.textContent;
    });
  map.on("zoomend", fit);
  fit();
};

const show = (outlines) => {
  const known = lines();
  const bounds = classes(Object.values(known).map((line) => line.value).filter((value) => value !== null));
  const map = sheet(place, { attributionControl: false, zoomSnap: 0.25, scrollWheelZoom: false });
  const style = (feature) => ({
    color: colour("line-strong"), weight: 1, fillOpacity: 0.9, fillColor: colour(shadeOf(known[feature.properties.unit]?.value, bounds)),
  });
  const layer = geoJSON(outlines, {
    style,
    onEachFeature: (feature, shape) => {
      const line = known[feature.properties.unit];
      const words = document.createElement("span");
      words.textContent = line ? `${line.name}: ${line.words}` : place.dataset.nothing;
      shape.bindTooltip(words, { sticky: true });
      shape.on("mouseover", () => shape.setStyle({ weight: 3, color: colour("accent") }).bringToFront());
      shape.on("mouseout", () => layer.resetStyle(shape));
      if (line?.to) shape.on("click", () => location.assign(line.to));
    },
  }).addTo(map);
  if (outlines.features.length) map.fitBounds(layer.getBounds(), { padding: [8, 8] });
  if ("sketch" in place.dataset && outlines.features.length <= MOST_NAMES) name(map, layer, known);
  explain(known, bounds);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => layer.setStyle(style));
  place.dataset.ready = "";
};

if (place && table) {
  const answer = await fetch(place.dataset.map, { headers: { Accept: "application/json" } });
  if (answer.ok) show(await answer.json());
}
