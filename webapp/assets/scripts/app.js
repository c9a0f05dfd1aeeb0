// Every page works without this file; it only makes lists faster to use and forms kinder.
import "../styles/app.css";
import "htmx.org";
import "./choices.js";
import "./conditions.js";
import "./keyboard.js";
import "./once.js";
import "./menus.js";
