"""python -m webapp: the command `bihuan`."""

from webapp.cli import main

main()
