// Sorting by column: without this script the table stays as it is, best score first.
(() => {
  const table = document.querySelector(".ql-table");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const sort = (column, up) => {
    const text = heads[column].dataset.kind === "text" && column !== 1;
    const rows = [...body.rows].map((row) => {
      const value = row.cells[column].dataset.v;
      return [text ? value : Number(value), row];
    });
    rows.sort(([a], [b]) => (text ? order(a, b) : a - b) * (up ? 1 : -1));
    body.append(...rows.map(([, row]) => row));
    heads.forEach((head, place) => {
      if (place === column) head.setAttribute("aria-sort", up ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const first = head.dataset.kind === "text" && column !== 1;
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      sort(column, now ? now === "descending" : first);
    });
  });
  table.querySelector("[data-ql-hint]").hidden = false;
})();
