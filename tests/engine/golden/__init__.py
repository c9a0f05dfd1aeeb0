"""States written by earlier releases, each with its diagram. Every later release must load and finish them."""
