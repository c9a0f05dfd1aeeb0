// Pages with long forms: files, drafts, texts to insert.
import "./files.js";
import "./drafts.js";
import "./grid/place.js";
import "./snippets.js";
