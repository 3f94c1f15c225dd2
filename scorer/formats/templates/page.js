// Escape hides an explanation that hover or focus shows, until the pointer or the focus moves on.
(() => {
  const root = document.querySelector(".ql");
  const quiet = (on) => root.classList.toggle("ql-quiet", on);
  addEventListener("keydown", (event) => event.key === "Escape" && quiet(true));
  for (const kind of ["focusin", "mouseover"]) root.addEventListener(kind, () => quiet(false));
})();
