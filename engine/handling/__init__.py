"""One command, handled: load, act, settle, compare what is open before and after."""
