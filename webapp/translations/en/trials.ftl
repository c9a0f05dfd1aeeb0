studio-tab-try = Try

trial-by-hand = Test run by hand
trial-by-hand-says = Go through this draft step by step in a sandbox: choose a task, fill in its form, let time pass. No case comes of it and nobody is notified.
trial-request = Sample request
trial-no-requests = This process has no sample requests yet; the run begins with an empty case file.
trial-place = Place
trial-small-city = The small city of the scenarios
trial-place-hint = With a place of this city, tasks go to its real units; without one the run plays in the small city.
trial-otherwise = Another category or urgency
trial-category = Category
trial-urgency = Urgency
trial-as-request = As in the sample
trial-at = Begins at
trial-at-hint = The virtual clock starts here; the work calendar is the real one.
trial-begin = Begin the test run
trial-runs = Latest test runs
trial-run-of = { $steps ->
    [one] { $steps } step
   *[other] { $steps } steps
} · { $person } · { $at }

trial-scenarios = Scenarios
trial-scenarios-count = { $n } in all
trial-scenarios-says = A scenario is a story that the process must be able to tell. All are played before a release; if one fails, there is no release.
trial-scenarios-inherited = The draft has no scenario file of its own; these are the ones its process has.
trial-scenarios-file = Download the scenarios
trial-scenarios-file-says = If you prefer to edit by hand, bring the file back on the Files tab.
trial-check-all = Play all
trial-checked = { $failed ->
    [0] All { $n } scenarios pass.
    [one] { $failed } of { $n } scenarios fails.
   *[other] { $failed } of { $n } scenarios fail.
}
trial-at-step = step { $step }
trial-fails = fails
trial-passes = passes
trial-no-scenarios = No scenarios yet
trial-no-scenarios-next = Go through the draft by hand or record a real case, then keep it as a scenario.
trial-record = Record a real case as a scenario
trial-record-says = What was done, and when, is all that is taken along: no names, numbers, addresses, nothing anybody wrote. Restricted cases cannot be recorded.
trial-number = Case number
trial-record-do = Record
trial-recorded-title = Recorded from { $number }
trial-recorded-same = Recorded. Played on the version it ran on, its way, its deadlines and its outcome are what really happened.
trial-recorded-differs = Recorded, but played on the version it ran on it differs from what happened ({ $what }): units may have changed, or its way depended on words that were left out.
trial-differs-outcome = outcome
trial-differs-steps = steps
trial-differs-promises = deadlines kept
trial-differs-broken = a step that cannot be taken

trial-back = One step back
trial-next = To the next date
trial-next-what = Next date: { $when }, { $what }
trial-ahead = Next in the scenario: { $what }
trial-ahead-left = { $n ->
    [one] one step to go
   *[other] { $n } steps to go
}
trial-ahead-follow = Take the next step
trial-ahead-follow-all = Go to its end
trial-ahead-done = The scenario is at its end
trial-step-expect = what is then so
trial-ahead-start = another case is registered
trial-ahead-time = time passes
trial-ahead-complete = “{ $what }” is done
trial-ahead-refused = “{ $what }” is tried, and should be refused
trial-ahead-job = “{ $what }” is carried out
trial-ahead-failed = “{ $what }” fails
trial-ahead-fire = “{ $what }” falls due
trial-ahead-ask = “{ $what }” is asked
trial-answer = Answer:
trial-questions = Decisions asked outside of any case
trial-ahead-message = “{ $what }” arrives
trial-record-not = Cases that somebody touched beside the process cannot be recorded: entries corrected, clocks paused or extended by hand, moved to another version, jumped or sent back, rerouted, cancelled. The latest that can be are listed here.
trial-record-latest = The latest cases that can be recorded
trial-record-none = There is no closed case yet that can be recorded.
trial-not-told = This case { $act }; no step of a scenario says that, so it cannot be recorded. Choose another one.
trial-act-resolveincident = stopped with an incident that somebody settled
trial-act-pauseclock = had a clock paused by hand
trial-act-resumeclock = had a clock resumed by hand
trial-act-extendclock = had a deadline extended by hand
trial-act-regradeclock = had a deadline set anew by hand
trial-act-recomputeclocks = had its due dates recomputed after the calendar changed
trial-act-amendfile = had its entries corrected
trial-act-cancelcase = was cancelled
trial-act-migratecase = was moved to another version
trial-act-undomigration = was moved to another version and back
trial-act-jumpto = was moved to another step by hand
trial-act-sendback = was sent back by hand
trial-act-reroute = was rerouted
trial-nothing = The case did not begin
trial-nothing-next = This draft cannot take this sample request; the reason is above.
trial-cases = Cases of this run
trial-happened = What happened
trial-open = Open tasks
trial-complete = Send this step
trial-job = Automated step
trial-job-result = What it returns
trial-job-done = The step is done
trial-job-code = Error code
trial-job-failed = The step fails
trial-else = Time and messages
trial-go-to = Go to
trial-go = Go
trial-message = A message arrives
trial-message-payload = What it carries
trial-message-send = Deliver
trial-timer = Timer
trial-decisions = Why it was decided so
trial-file = Case file
trial-file-open = { $n ->
    [one] { $n } entry
   *[other] { $n } entries
}
trial-personal = personal (not kept)
trial-incident = Stopped at “{ $element }” with an incident
trial-over = The case is over: { $outcome }
trial-broken = Step { $step } of { $of } cannot be taken. The run stands before it:
trial-sandbox = The sandbox stopped this draft: it did not finish within its time and memory. Look for an endless loop or for data that is too large.
trial-keep = Keep as a scenario
trial-keep-says = Every step taken, and what can be seen now, goes into the scenario file of the draft and is played again before each release.
trial-keep-name = Name of the scenario
trial-keep-do = Keep as a scenario
trial-kept = Kept as the scenario “{ $name }”.
trial-not-kept = This run did not come through and cannot be kept as a scenario.
trial-remove = Delete this test run

trial-unmet-differs = { $what }: expected { $expected }, found { $found }
trial-unmet-incident = stopped at “{ $element }”: { $message }
trial-unmet-not-open = one “{ $element }” should be open, there are { $found }; open now: { $open }
trial-unmet-no-case = there is no case { $case }
trial-unmet-no-decision = there is no decision “{ $decision }”
trial-unmet-not-armed = the timer “{ $element }” is not armed
trial-unmet-silent = the timer “{ $element }” did not fire
trial-unmet-not-refused = it should have been refused and was not
trial-unmet-refused = refused: { $why }
trial-unmet-backwards = time does not run backwards
trial-unmet-still-due = what was due at { $due } is still due after firing
trial-unmet-too-much = too much of it: more than { $allowed } { $what }
trial-unmet-not-told = no step of a scenario can say { $command }
trial-unmet-unreadable = the scenario file cannot be read: { $message }
trial-unmet-error = error in the model ({ $error }): { $message }
trial-key-open = open tasks
trial-key-jobs = automated steps
trial-key-waits = messages awaited
trial-key-asks = what automated steps are given
trial-key-timers = timers
trial-key-clocks = deadlines
trial-key-priority = priority
trial-key-answer = answer of the decision
trial-key-rings = work that rings at once
trial-key-outcome = outcome
trial-key-phase = phase
trial-key-fired = timers fired
trial-key-raised = escalations raised
trial-key-sent = messages sent
trial-key-file = case file
trial-key-cases = open cases

what-if-title = Compare with the past
what-if-says = Takes the cases of a past period through the draft, with the people, the answers and the time they took then, and shows what becomes of routing, on-time rates, workload and overdue stock.
what-if-since = Opened from
what-if-until = to
what-if-pause = Time for a new step (working hours)
what-if-pause-hint = A step of the draft that nobody has ever done is taken to last this long.
what-if-pause-of = { $step } (working hours)
what-if-paces = How long each new step of the draft takes
what-if-begin = Begin the comparison
what-if-period = { $since } to { $until }
what-if-asked = { $person } · { $at } · revision { $revision } of the draft
what-if-status-waiting = Waiting
what-if-status-running = Running
what-if-status-done = Done
what-if-status-cancelled = Cancelled
what-if-status-failed = Failed
what-if-going = Past cases are going through the draft
what-if-progress = { $done } of { $total } cases done
what-if-waiting = Waiting for the worker to begin…
what-if-may-leave = You may leave this page; the result stays with the draft.
what-if-cancel = Cancel
what-if-was-cancelled = Cancelled after { $done } of { $total } cases; there is no result.
what-if-failed = The comparison did not finish
what-if-changed-since = The draft was changed after this comparison; the result is about what it was then.
what-if-lead = { $cases } cases compared: { $differ } would differ, { $rerouted } of them by another way, and { $stopped } would stop.
what-if-tile-differ = would differ
what-if-tile-rerouted = go another way
what-if-tile-stopped = stop with an incident
what-if-rests = What this rests on
what-if-rests-people = People answer as they did; where a step comes earlier or later, it takes the same working time as then.
what-if-assumed-again = “{ $element }” is asked { $n } times more than then: the case’s own earlier answer is given again.
what-if-assumed-usual = “{ $element }” is asked { $n } times in cases that never met it: the most frequent answer of other cases, and their median time.
what-if-assumed-never = Nobody has ever done “{ $element }” ({ $n } times): the first choice of its form is assumed.
what-if-assumed-pause = { " " }It is taken to last { $hours } working hours.
what-if-aside-moved = { $n } left out: somebody had migrated or moved them by hand.
what-if-aside-not-begun = { $n } left out: the draft cannot begin such a case.
what-if-aside-organisation = { $n } left out: today they would not go their old way even on their own version, because units or people have changed.
what-if-kept = On time
what-if-kept-says = Numerator: promises kept in time. Denominator: promises that have ended or are overdue.
what-if-promise = Deadline
what-if-then = As it was
what-if-now = With the draft
what-if-change = Change
what-if-points = Points
what-if-overdue = Overdue stock
what-if-overdue-says = Promises broken and not yet fulfilled at the end of each day.
what-if-all-promises = All deadlines
what-if-show = Show
what-if-as-table = As a table
what-if-evening = Day
what-if-none-overdue = Nothing is overdue on either side.
what-if-load = Workload by unit
what-if-load-says = Tasks that reached the unit; the largest changes first.
what-if-lay = Time tasks lay there
what-if-lay-says = Days that tasks waited at the unit, added up.
what-if-unit = Unit
what-if-outcomes = Outcomes
what-if-outcome = Outcome
what-if-still-open = Still open
what-if-cases = Cases that differ
what-if-kind-all = All
what-if-kind-stops = Incident
what-if-kind-endless = No end
what-if-kind-outcome = Another outcome
what-if-kind-more = Steps more
what-if-kind-less = Steps less
what-if-kind-decided = Decided otherwise
what-if-kind-now-late = Late now
what-if-kind-now-kept = On time now
what-if-kind-due = Due date moved
what-if-kind-ends = Ends at another time
what-if-kind-unheard = Message not received
what-if-rests-on = Rests on assumptions for: { $steps }
what-if-more = { $shown } of { $of } are listed here.
what-if-no-difference = No difference
what-if-no-difference-next = On the draft these cases would go exactly as they went.
what-if-no-cases = No cases to compare in this period
what-if-no-cases-next = Choose other days. Restricted cases take no part.
what-if-not-yet = not yet
what-if-fact-stops = stops at “{ $element }”: { $message }
what-if-fact-endless = comes to no end: the draft asks for the same again and again
what-if-fact-outcome = the outcome becomes “{ $now }” instead of “{ $then }”
what-if-fact-more = “{ $element }” is added at { $unit }{ $times ->
    [1] {""}
   *[other] , { $times } times
}
what-if-fact-less = “{ $element }” is gone at { $unit }{ $times ->
    [1] {""}
   *[other] , { $times } times
}
what-if-fact-decided = “{ $element }” decides { $now } instead of { $then }
what-if-fact-now-late = “{ $clock }” becomes late: due { $then } → { $now }
what-if-fact-now-kept = “{ $clock }” is kept now: due { $then } → { $now }
what-if-fact-due = “{ $clock }” is due { $now } instead of { $then }
what-if-fact-ends = ends { $now } instead of { $then }
what-if-fact-unheard = no step receives the message “{ $message }”

refusal-bad-period = The last day cannot come before the first, and a period has 400 days at most.
refusal-bad-pause = Say the time in working hours.
refusal-still-running = A comparison of this draft is still running. Wait for its end, or cancel it first.
refusal-no-such-comparison = There is no such comparison.
refusal-no-such-run = There is no such test run.
refusal-too-many-steps = This test run is too long; begin another one.
refusal-name-taken = There is a scenario of this name already. Choose another.
refusal-not-readable = The scenario file of the draft cannot be read as it is; put it in order first.
refusal-no-such-case-to-record = This process has no case of this number, or none that may be recorded.
refusal-cannot-be-recorded = Something was done to this case that no step of a scenario can say (a migration, a correction, a changed calendar), so it cannot be recorded.

trial-adapt-says = If this is what you meant (a limit changed, a step added), there is no file to edit: below you see what each scenario would have to say on the draft as it is. Read it, make sure, then tick and change.
trial-adapt-summary = In short, this would change
trial-adapt-in = ({ $n ->
    [one] one scenario
   *[other] { $n } scenarios
})
trial-adapt-all = All { $n } that can be changed
trial-adapt-do = Change the ticked scenarios like this
trial-adapt-changes = { $n ->
    [one] Passes with one change
   *[other] Passes with { $n } changes
}
trial-adapt-stuck = This one cannot be brought in line; it stops at step { $step }:
trial-adapt-done = { $n ->
    [one] One scenario
   *[other] { $n } scenarios
} changed. The review lists each change.
trial-adapt-note = { $n ->
    [one] One scenario
   *[other] { $n } scenarios
} brought in line with the draft
trial-adapt-none = Tick the scenarios to change first.
trial-adapt-changed = The draft was changed after you looked. Play the scenarios again and look once more.
trial-change-expected = { $what }: { $old } → { $new }
trial-change-added = one more step after it: { $what }
trial-change-answers = { " " }(answers: { $answers })
trial-change-moved = the moment is later: { $old } → { $new }
trial-change-dropped = without this step: { $what } (it is not in the diagram any more)
trial-part-due = due
trial-part-limit = limit
trial-part-state = state
trial-part-unit = unit
trial-part-run = run
trial-part-breached = late
trial-part-on-time = on time
trial-part-nothing = (none)
trial-adapt-why = It fails now because:
