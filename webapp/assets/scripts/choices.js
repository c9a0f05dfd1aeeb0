function searchField(list) {
  const field = document.createElement("input");
  field.type = "search";
  field.className = "search-choices";
  field.placeholder = list.dataset.searchable;
  field.setAttribute("aria-label", list.dataset.searchable);
  field.autocomplete = "off";
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.before(field);
  return field;
}

// A long list of choices gets a field above it that narrows the list; the list itself stays a plain select.
function searchable(list) {
  if (list.previousElementSibling?.matches(".search-choices")) return;
  const all = [...list.options];
  const field = searchField(list);
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    const words = field.value.trim().toLowerCase();
    const fits = (option) => !option.value || `${option.text} ${option.dataset.path ?? ""} ${option.value}`.toLowerCase().includes(words);
    const chosen = list.value;
    const found = all.filter(fits);
    list.replaceChildren(...found);
    const exact = found.filter((option) => option.value && option.text.toLowerCase().includes(words));
    list.value = found.some((option) => option.value === chosen) && chosen ? chosen : words && exact.length ? exact[0].value : "";
    list.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// The same above a list of boxes to tick: those that fit, and those that are ticked whatever is looked for.
function tickable(list) {
  if (list.previousElementSibling?.matches(".search-choices")) return;
  const field = searchField(list);
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    const words = field.value.trim().toLowerCase();
    for (const line of list.children) {
      const box = line.querySelector("input");
      line.hidden = !box.checked && !`${line.textContent} ${line.dataset.path ?? ""} ${box.value}`.toLowerCase().includes(words);
    }
  });
}

function all() {
  document.querySelectorAll("select[data-searchable]").forEach(searchable);
  document.querySelectorAll(".tick-list[data-searchable]").forEach(tickable);
}
all();
document.addEventListener("htmx:after:swap", all);
