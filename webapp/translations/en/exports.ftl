# Exports
export-label = Export
export-as-csv = Export CSV
export-as-xlsx = Export Excel
export-cut = Only the first { $limit } rows are in this file. Narrow the filters and export in parts.
