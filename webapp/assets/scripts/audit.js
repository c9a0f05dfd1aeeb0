// The auditor's room: while a verification runs, the page looks again by itself.
import "../styles/audit.css";

const PAUSE = 3000; // milliseconds

if (document.querySelector("[data-running]")) setTimeout(() => location.reload(), PAUSE);
