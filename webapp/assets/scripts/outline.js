// Pages that show the outline of a diagram: opened parts are fetched.
import { outlineIn } from "./lint/outline.js";

for (const details of document.querySelectorAll("details[data-outline]")) outlineIn(details);
