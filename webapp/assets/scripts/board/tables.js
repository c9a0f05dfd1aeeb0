// What a table says: the page has the numbers once, and charts and maps read them there.
export const read = (table) => {
  const headings = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows].map((row) => ({
    name: row.cells[0].textContent.trim(),
    values: [...row.cells].slice(1).map((cell) => (cell.dataset.value ? Number(cell.dataset.value) : null)),
  }));
  return { headings, rows };
};
