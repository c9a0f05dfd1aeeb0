// A chosen template goes into the text it is meant for; what stands there already is kept and the template follows it.
document.addEventListener("change", (event) => {
  const { templateInto } = event.target.dataset;
  if (!templateInto) return;
  const text = event.target.selectedOptions[0]?.dataset.text;
  const field = document.getElementById(`f-${templateInto}`);
  if (text && field) field.value = [field.value.trim(), text].filter(Boolean).join("\n");
});
