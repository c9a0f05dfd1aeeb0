// A task or a case opened from a list: its keys, and the form by keyboard.
import "../styles/way.css";
import { teach } from "./keyboard.js";

const form = () => document.querySelector("form[data-conditions]");
teach({
  form: () => [...(form()?.elements ?? [])].find((field) => field.type !== "hidden" && field.checkVisibility())?.focus(),
  send: () => form()?.requestSubmit(form().querySelector("button.primary")),
});
