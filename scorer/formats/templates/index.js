// Sorting by column, a filter and pages of rows: without this script the table stays as it is, best score first.
(() => {
  const PAGE = 100;
  const table = document.querySelector(".ql-table");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const tools = document.querySelector("[data-ql-tools]");
  const [find, level] = [tools.querySelector("input"), tools.querySelector("select")];
  const [back, on] = tools.querySelectorAll("button");
  const told = tools.querySelector("output");
  const fold = (text) => text.toLocaleLowerCase();
  const all = [...body.rows].map((row) => ({ row, text: fold(row.cells[2].textContent), level: row.dataset.level }));
  let shown = all;
  let first = 0;
  const show = () => {
    body.replaceChildren(...shown.slice(first, first + PAGE).map((one) => one.row));
    const last = Math.min(first + PAGE, shown.length);
    told.textContent = shown.length ? `${first + 1}–${last} / ${shown.length}` : `0 / ${all.length}`;
    back.disabled = first === 0;
    on.disabled = last >= shown.length;
    back.hidden = on.hidden = shown.length <= PAGE;
  };
  const choose = () => {
    const words = fold(find.value).split(/\s+/);
    const fits = (one) => (!level.value || one.level === level.value) && words.every((word) => one.text.includes(word));
    shown = all.filter(fits);
    first = 0;
    show();
  };
  const sort = (column, up) => {
    const text = heads[column].dataset.kind === "text" && column !== 1;
    for (const one of all) {
      const value = one.row.cells[column].dataset.v;
      one.key = text ? value : Number(value);
    }
    all.sort((a, b) => (text ? order(a.key, b.key) : a.key - b.key) * (up ? 1 : -1));
    heads.forEach((head, place) => {
      if (place === column) head.setAttribute("aria-sort", up ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
    choose();
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const least = head.dataset.kind === "text" && column !== 1;
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      sort(column, now ? now === "descending" : least);
    });
  });
  find.addEventListener("input", choose);
  level.addEventListener("change", choose);
  const turn = (step) => {
    first += step;
    show();
    table.scrollIntoView({ block: "start" });
  };
  back.addEventListener("click", () => turn(-PAGE));
  on.addEventListener("click", () => turn(PAGE));
  // On paper the whole list that was chosen is wanted.
  addEventListener("beforeprint", () => body.replaceChildren(...shown.map((one) => one.row)));
  addEventListener("afterprint", show);
  table.querySelector("[data-ql-hint]").hidden = false;
  tools.hidden = false;
  show();
  // Until here the table was not laid out: thousands of rows would be, for nothing.
  document.querySelector(".ql").classList.remove("ql-waits");
})();
