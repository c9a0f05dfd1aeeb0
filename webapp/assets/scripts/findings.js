// The styles of the findings tab; the list itself is made by the server.
import "../styles/lint.css";
