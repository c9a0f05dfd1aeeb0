// The phone pages of a grid: what calls, what is kept until there is a network, photos, the place.
import "../styles/grid.css";
import "./grid/calls.js";
import "./grid/forms.js";
import "./grid/place.js";
import { begin } from "./grid/outbox.js";

const page = document.querySelector("[data-grid-page]");
if ("serviceWorker" in navigator) navigator.serviceWorker.register(page.dataset.worker, { scope: "/grid" }).catch(() => {});
begin(page);
