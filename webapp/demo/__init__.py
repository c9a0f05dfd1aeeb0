"""The invented city that a stranger meets after `make run`. Everything in it is generated and says so."""
