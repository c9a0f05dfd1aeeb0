// Where I am, if the phone and its owner agree; rounded to about a metre.
const button = document.querySelector("[data-locate]");
if (button && "geolocation" in navigator && isSecureContext) {
  const form = button.closest("form");
  const words = button.querySelector("span");
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.lon.value = coords.longitude.toFixed(5);
        form.elements.lat.value = coords.latitude.toFixed(5);
        words.textContent = button.dataset.found;
        form.dispatchEvent(new Event("input"));
      },
      () => { words.textContent = button.dataset.denied; },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
}
