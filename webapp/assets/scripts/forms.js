// Pages with long forms: files.
import "./files.js";
