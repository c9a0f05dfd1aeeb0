"""Commands of the command line, one file per group; webapp/cli.py lists them."""
