# Incidents
nav-incidents = Incidents
incidents-title = Incidents
incidents-lead = Cases that stopped at a step and wait for somebody. Nothing is lost.
incidents-restricted = { $n } more { $n ->
    [one] is in a restricted case
   *[other] are in restricted cases
 }; people cleared for them see to it.
incidents-what = Cause
incidents-where = Step
incidents-version = Version
incidents-since = Since
incidents-count = How many
incidents-open = Open
incidents-cases = { $n } { $n ->
    [one] case
   *[other] cases
 }
incidents-none = No incidents
incidents-none-next = When a step cannot go on it appears here, with its cause and what to do.
incidents-mark = Mark
incidents-message = What the program said
incidents-more = The { $n } that have waited longest; the others follow when these are done.
incident-since = since { $at }
incident-said = The program said: { $words }
incident-alike = { $n } more { $n ->
    [one] case
   *[other] cases
 } stopped here for the same reason.
incident-repair-data = Correct the case file and try again
incident-repair-model = Put the model right
incident-model-lead = When the diagram or a table is at fault, put it right in a draft, release it, move the stopped cases to the new version, and try again.
incident-model-older = This case runs on an older version. If a newer one puts it right, move the case there and try again.
incident-to-moves = Move cases
incident-entries-lead = What this step looks at in the case file. Choose a kind and type the new value where something is wrong; leave the rest.
incident-no-entries = This step looks at nothing in the case file. Try again as it is, or correct another entry.
incident-entry = Entry
incident-holds = Holds
incident-new-kind = Change to
incident-new-value = New value
incident-other-entry = Another entry
incident-kind-keep = Leave
incident-kind-text = Text
incident-kind-number = Number
incident-kind-yes = Yes
incident-kind-no = No
incident-kind-empty = Nothing
incident-protected = Personal data; corrected in the case itself
incident-missing = (not there)
incident-nothing = (nothing)
incident-reason = Reason
incident-reason-hint = What was changed and why; kept in the history of the case
incident-retry = Correct and try again
incident-retry-many = Try many again
incident-retry-marked = Try the marked ones again
incident-correct-many = Correct entries of every case first
incident-nothing-lost = If it fails again nothing is lost: the case stays here with everything that was answered.
incident-meanwhile = Meanwhile
incident-kept = The case waits before this step with everything that was answered; messages that arrive are kept.
incident-work-goes-on = Work goes on: { $step } ({ $unit })
incident-clock-runs = The clock runs on: { $clock }, due { $at }
incident-tried = Tried before
incident-retrying = { $done } of { $all } tried
incident-retried = { $resolved } of { $all } go on
incident-outcome = Outcome
incident-done-at = When
incident-state-waiting = Waiting
incident-state-resolved = Goes on
incident-state-again = Stopped again
incident-state-gone = Gone
incident-state-refused = Not tried
incident-outcome-resolved = The case goes on{ $why }
incident-outcome-again = Stopped again: { $why }
incident-outcome-gone = Somebody settled it meanwhile{ $why }
incident-outcome-refused = Not tried: { $why }
refusal-not-an-entry = This is not an entry of the case file that can be corrected here.

incident-cause-no-way-out = No way out: no condition is true
incident-remedy-no-way-out = None of the conditions of this gateway is true and it has no default. Check the entries they look at; if the conditions forget a case, put the model right and give it a default.
incident-cause-not-boolean = A condition is neither true nor false
incident-remedy-not-boolean = An entry the condition looks at is empty or of another kind. Correct it, or rewrite the condition.
incident-cause-uncaught = Nothing catches this error
incident-remedy-uncaught = The model throws an error here and no boundary event catches it. Put the model right.
incident-cause-uncaught-error = The service answered with an error that nothing catches
incident-remedy-uncaught-error = Try again if it may have passed. If it is an answer one has to expect, give the task an error boundary event.
incident-cause-job-failed = An automated step failed again and again
incident-remedy-job-failed = The service is down or the program is wrong. Try again when it is back.
incident-cause-nobody-there = Nobody holds this role in the unit or above it
incident-remedy-nobody-there = Have the organisation administrator fill the seat, or correct the unit; then try again.
incident-cause-decision-unclear = A decision table gave no single answer
incident-remedy-decision-unclear = Several rules match, or none. Put the table right, or the entries it looks at.
incident-cause-bad-timer = The date of a timer cannot be computed
incident-remedy-bad-timer = An entry it looks at is empty or no date. People can go on working on the task meanwhile.
incident-cause-invalid-limit = A time limit is written wrongly
incident-remedy-invalid-limit = A limit is written like 5wd, 24h or 15d. Put the table, the policy or the entry right.
incident-cause-reserved-name = A reserved name was used
incident-remedy-reserved-name = Entries cannot be called case, clock, policy, working or org. Put the model right.
incident-cause-limit = Too many steps or rounds
incident-remedy-limit = The model goes round and round here, or unfolds too far, and was stopped. Put it right.
incident-cause-deadlock = It waits for something that can never happen
incident-remedy-deadlock = It waits for a branch that is over. Put the model right; in a hurry a supervisor can move the single case.
incident-cause-expression = An expression cannot be computed
incident-remedy-expression = Check the entries it looks at, or rewrite it.
incident-cause-program = The model holds something the program cannot run
incident-remedy-program = The checks before a release should have found it. Put the model right, and tell the administrator.
