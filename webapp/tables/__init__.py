"""Decision tables that people look at, compare, edit in a spreadsheet, and publish as dated policy."""
