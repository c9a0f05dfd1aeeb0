"""The work calendars the operator owns: rows that are only ever added, read as immutable values, as of any moment.

The product brings the calendar of the government (`cn-gov`) up to its release; rows in the database say what is newer or
different here. Every change names the first day it touches and, in the same transaction, orders that the clocks which count
past that day be computed again."""
