// The days of a chosen period: asked for only when the period is one's own. Without this file they always stand there.
const period = document.getElementById("period");
const days = document.querySelector(".span-days");
if (period && days) {
  const show = () => {
    days.hidden = period.value !== "custom";
    for (const field of days.querySelectorAll("input")) field.disabled = days.hidden;
  };
  period.addEventListener("change", show);
  show();
}
