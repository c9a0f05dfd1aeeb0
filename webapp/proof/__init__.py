"""Proof packages: the whole history of one case in one file that anybody can check without us. See README.md."""
