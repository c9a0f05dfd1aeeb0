"""Retention: how long what is kept after a case closed, what is disposed of then, and what a legal hold keeps back.

Histories are never disposed of: they hold references only, and every proof rests on them. What goes is what they refer to: the
key of a person (webapp/vault), the contents of files, messages that went out. Rules are dated rows, disposals are logged, and
both stand in the office's own log under the seals."""
