"""The budgets of the design, measured. One module per budget; `run.py` lists them."""
