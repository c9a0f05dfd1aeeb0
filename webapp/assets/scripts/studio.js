// What every page of the studio looks like; tabs bring scripts of their own.
import "../styles/studio.css";
