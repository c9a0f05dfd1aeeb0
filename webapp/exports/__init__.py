"""Lists as files: CSV and XLSX of exactly what a page shows. Every export is written down (webapp.audit.log)."""

from webapp.exports.response import LONGEST, table_response
from webapp.exports.table import Column

__all__ = ["LONGEST", "Column", "table_response"]
