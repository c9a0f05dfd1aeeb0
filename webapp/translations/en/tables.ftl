# Decision tables
tables-title = Decision tables
tables-lead = Limits, dispatching, extensions: such rules stand in decision tables. A table can be published by itself. From its day on new decisions are taken by it; clocks that run and decisions that were taken stay as they are.
tables-waiting = Waiting for approval
tables-none = No decision tables yet
tables-none-next = The tables of released processes are listed here.
tables-number = No. { $n }
tables-from-day = from { $day }
tables-since = since { $day }
tables-own = As the process brings it
tables-own-since = released with its version { $at }
tables-proposed-by = proposed by { $person }, { $at }
tables-column-table = Table
tables-column-rows = Rows
tables-column-now = In force
tables-column-next = To come
tables-column-version = Version
tables-column-from = From
tables-column-basis = Based on
tables-column-people = Proposed and approved by
tables-rows = { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
tables-when = When
tables-then = Then
tables-any = any
tables-note = Based on
tables-row-id = Row
tables-now = In force now
tables-versions = Dated versions
tables-in-force = in force
tables-comes = to come
tables-was = replaced
tables-status-proposed = waiting for approval
tables-status-published = published
tables-status-refused = sent back
tables-status-withdrawn = withdrawn
tables-given-back = Each version of the process uses its own table again
tables-answered-by = answered by { $person }, { $at }
tables-download = Export to Excel
tables-download-of = Export no. { $n }
tables-download-own = Export the table that the process brings
tables-compare = Compare
tables-compare-from = Earlier
tables-compare-to = Later
tables-compared = { $before } and { $after }
tables-same = The two do not differ
tables-change = Row
tables-changes = What changes
tables-against = against { $version }
tables-whole = The whole table
tables-about = About it
tables-setting = Setting
tables-column-added = new column
tables-column-removed = column gone
tables-column-changed = column changed
tables-row-added = new
tables-row-removed = gone
tables-row-changed = changed
tables-row-moved = moved
tables-change-it = Propose a new table
tables-how = Where the new table comes from
tables-how-sheet = An Excel file: export the table in force, edit it, bring it back
tables-how-own = No table of its own any more; use what the process brings
tables-sheet = Excel file
tables-day = Takes effect on
tables-day-hint = At midnight of that day; today at the earliest.
tables-basis = Based on
tables-basis-hint = The law, plan or decision behind it, such as “City Office [2026] No. 12”
tables-second-person = Another person, a model reviewer, has to approve it before it counts.
tables-propose = Submit for approval
tables-proposed = Submitted; another person has to approve it
tables-approved = Approved; it takes effect on its day
tables-refused = Sent back
tables-withdrawn = Withdrawn
tables-from-draft = From draft
tables-draft = Draft { $n }
tables-known-from = Usable from
tables-answer = Why it was sent back
tables-your-answer = Your answer
tables-approve = Approve
tables-approve-says = From midnight of { $day } every new decision of this process is taken by this table. What is published is never changed; only another table replaces it.
tables-refuse = Send back
tables-why = Why
tables-waits = Another person has to approve it. Until then you can take it back.
tables-withdraw = Withdraw
tables-reached = { $cases ->
    [0] No case is running.
    [one] It counts in the one running case.
   *[other] It counts in all { $cases } running cases.
}
tables-not-reached = { $cases ->
    [one] { $cases } running case is
   *[other] { $cases } running cases are
} on { $versions ->
    [one] an older version that asks
   *[other] { $versions } older versions that ask
} something else; there the version’s own table stays in use.
tables-later-version = { $cases ->
    [one] { $cases } running case is
   *[other] { $cases } running cases are
} on { $versions ->
    [one] a version that was released later with a new table; its
   *[other] { $versions } versions that were released later with a new table; their
} own table counts there.
tables-ended = The version released on { $at } brought a new table; it took the place of
tables-ended-by = The version released on { $at } brought a new table; cases of that version no longer use this one.
tables-beside-title = Tables published by themselves
tables-beside-ends = Replaced by the draft’s table on release (in force since { $day }):
tables-beside-stays = The draft leaves this table alone; what was published stays in use (since { $day }):
tables-beside-counts = Decided by a table published by itself (since { $day }):
tables-beside-comes = From { $day } a published table takes over:
tables-beside-back = From { $day } the versions’ own tables count again:
tables-beside-differ = What that changes, row by row
tables-beside-same = The draft’s table says the same as the one in force; nothing will be decided differently.
tables-beside-rule = Whatever takes effect last counts: a table changed in the draft from its release, a published table from its day. A release does not touch running cases of older versions.
tables-beside-although = { $n ->
    [one] I know that one published table will
   *[other] I know that { $n } published tables will
} no longer be used for cases of the new version
tables-day-missing = Please give the day on which it takes effect.
tables-another-question = The new table asks or answers something else than the process does ({ $differ }). Such a change goes through a draft of the process.
tables-wrong = { $n ->
    [one] One thing is wrong; nothing was submitted
   *[other] { $n } things are wrong; nothing was submitted
}
tables-wrong-sheet = { $n ->
    [one] One cell is wrong; nothing was submitted
   *[other] { $n } cells are wrong; nothing was submitted
}
tables-wrong-more = and { $n } more
tables-in-cell = { $cell }: { $words }
tables-cell-no-workbook = This is no Excel file (.xlsx) that can be read.
tables-cell-too-large = The file is larger than { $megabytes } MB.
tables-cell-too-many-rows = More than { $allowed } rows.
tables-cell-column-missing = The column “{ $mark }” is missing; leave the marks in the second line as they are.
tables-cell-column-unknown = There is no column “{ $mark }”. Columns are added and removed in a draft of the process.
tables-cell-column-twice = The column “{ $mark }” is there twice.
tables-cell-formula = The cell holds a formula ({ $formula }); write the value.
tables-cell-error-value = The cell holds the error { $value }.
tables-cell-time-value = The spreadsheet took this for a time; make the cell a text and type it again.
tables-cell-id-twice = Row { $id } is there twice; leave the first column of new rows empty.
tables-cell-id-malformed = “{ $id }” is no name for a row: letters, digits and underscores only; leave the first column of new rows empty.
tables-cell-unquoted = Texts stand in straight double quotes: { $instead }.
tables-cell-not-listed = “{ $value }” is not among the values of this column ({ $listed }).
tables-cell-no-limit = { $cell } is no limit. Write "5wd" (working days), "24h" (hours), "30min" (minutes) or "15d" (calendar days).
tables-cell-no-answer = An answer is missing; write null where there is none.
tables-hits = How rows make the answer
tables-hits-unique = One row at most may match; where two do, the case stops and waits for somebody.
tables-hits-first = The first row that matches counts, from top to bottom; the order of rows matters.
tables-hits-any = Several rows may match if they answer the same.
tables-hits-priority = Of all rows that match, the answer of the highest priority counts.
tables-hits-output-order = All rows that match, in the order of priority of their answers.
tables-hits-rule-order = All rows that match, in the order of the table.
tables-hits-collect = All rows that match.
tables-hits-collect-sum = The sum of the answers of all rows that match.
tables-hits-collect-min = The smallest answer of all rows that match.
tables-hits-collect-max = The largest answer of all rows that match.
tables-hits-collect-count = The number of rows that match.
tables-guide = How to fill it in
tables-guide-rows = Rows
tables-guide-rows-says = The first column tells rows apart: leave it as it is. Leave it empty in new rows; delete rows as a whole.
tables-guide-text = Texts
tables-guide-text-says = Texts stand in straight double quotes: "urgent". One of several: "urgent","utility". Not this one: not("urgent").
tables-guide-numbers = Numbers and days
tables-guide-numbers-says = Numbers as they are: 5. Ranges: > 10, [1..5]. Days: date("2026-03-01").
tables-guide-any = Any
tables-guide-any-says = A condition that does not matter is - (a minus sign) or empty.
tables-guide-marks = Second line
tables-guide-marks-says = The second line tells columns apart: leave it as it is. Columns may change places.
tables-guide-allowed = one of: { $values }
refusal-day-has-passed = It can take effect today at the earliest: what was decided stays decided.
refusal-basis-missing = Please say what it is based on: a law, a plan, a decision.
refusal-no-such-table = There is no such table.
refusal-already-answered = This table was answered before.
refusal-own-proposal = Another person has to approve it than those who wrote or proposed it.
refusal-no-such-decision = The process has no such decision table.
refusal-another-question = The new table asks or answers something else than the process does.
refusal-not-a-table = The table cannot be read, or does not pass the checks.
# Tables of a draft
studio-tab-tables = Tables
tables-expression = expression
tables-expression-says = This decision is an expression, not a table.
tables-editor = Editor of the table
tables-new = New table
tables-new-id = Id
tables-new-id-hint = Small letters, digits and underscores, such as callback_limit; it stays for ever.
tables-id-taken = An id has small letters, digits and underscores, and no other decision may have it.
tables-draft-none = No tables in this draft
tables-draft-none-next = You can begin one.
tables-draft-differs = Another table, published by itself, is in force:
tables-draft-differs-next = The draft has not changed the process’s own table, so the one in force stays in use after the release. To build on it, load it into the draft first.
tables-draft-ends-next = The draft has changed the process’s own table: once released, the draft’s table takes its place for cases of the new version. To build on the table in force, load it into the draft first.
tables-take-over = Load the table in force
tables-bring = Import Excel
tables-bring-says = The rows of the Excel file take the place of those of the draft. What was there stays among the versions of the draft.
tables-publish = Publish by itself…
tables-publish-says = There is no need to release the whole process: from its day on every new decision of every running case is taken by this table; clocks that run stay as they are.
tables-cancel = Cancel
tables-kept = Kept in the draft
tables-problems = Cells that are wrong
tables-problem-place = Row { $row }, { $column }
tables-decided-by = decision table no. { $n } (since { $day })
event-decision-taken-dated = { $words }, by { $dated }
tables-codes = What the codes of the conditions mean
tables-codes-any = whatever it is
