// The pages about decision tables need no script; what they look like comes with this entry.
import "../styles/tables.css";
