event-clock-regraded = { $clock } measured anew: { $old } becomes { $limit }, due { $was } becomes { $due } ({ $reason })
refusal-not-a-limit = This is not a limit. Examples: 5wd, 24h, 15d.
notice-campaign = To be cleared by a day: { $title }
refusal-too-many-members = Too many cases fit; narrow the query.
nav-campaign = Campaigns
campaign-title = Clearance campaigns
campaign-lead = Put old cases on a list, measure them by a new standard, assign them by class, count on the closing day.
campaign-new = New campaign
campaign-new-lead = Name, unit and closing day first; which cases comes next.
campaign-start = Start
campaign-back = Back
campaign-empty = No campaign yet
campaign-empty-next = A supervisor can start one to clear what is late.
campaign-column-name = Campaign
campaign-column-run-by = Run by
campaign-column-step = Step
campaign-column-number = Number
campaign-column-matter = Matter
campaign-column-category = Category
campaign-column-unit = Unit in charge
campaign-column-units = Units
campaign-column-holder = Is with
campaign-column-clock = Broken promise
campaign-column-due = Old due date → new
campaign-column-old-limit = Old limit
campaign-column-old-due = Old due date
campaign-column-new-limit = New limit
campaign-column-new-due = New due date
campaign-column-class = Class
campaign-column-priority = Priority
campaign-column-responsible = Leader
campaign-column-action = Measure
campaign-column-state = State
campaign-column-ended = Cleared
campaign-column-outcome = Outcome
campaign-column-reason = Why it remains
campaign-column-plan = What is planned
campaign-column-until = Expected
campaign-basis = Basis (document, meeting)
campaign-basis-hint = E.g. minutes of the city meeting, 2026 no. 12
campaign-closes-on = Closing day
campaign-closes-on-hint = At the end of that day's office hours what remains is counted.
campaign-working = Working
campaign-figure-members = Listed
campaign-figure-cleared = Cleared
campaign-figure-open = Open
campaign-figure-residual = Remaining
campaign-figure-left = Left the list
campaign-left-hint = Merged, withdrawn or passed on: not counted as cleared
campaign-share = { $part } / { $whole } = { $percent }%
campaign-frozen-at = Frozen { $at }
campaign-days-left = { $n ->
    [one] 1 day to go
   *[other] { $n } days to go
}
campaign-day-over = The closing day is over
campaign-seal = Check of the list
campaign-seal-holds = As frozen
campaign-seal-broken = The list was changed
campaign-facts = { $unit } · closes { $day } · basis: { $basis }
campaign-track = Steps of the campaign
campaign-report = Report
campaign-report-title = { $title }: report
campaign-as-of = As of { $at }
campaign-standard-was = Standard: { $use }. Basis: { $basis }
campaign-burn-down = Remaining by day
campaign-burn-words = Chart of what remains: { $first } on the first day, { $last } on { $day }
campaign-as-table = As a table
campaign-day = Day
campaign-remaining = Remaining
campaign-ideal = Plan
campaign-shares = Progress
campaign-no-class = No class
campaign-members = The list ({ $n })
campaign-state-all = All
campaign-state-open = Open
campaign-state-cleared = Cleared
campaign-state-left = Left
campaign-reopened = Reopened
campaign-not-late = Not late
campaign-new-due = { $at } · { $limit }
campaign-not-graded = Could not be graded anew
campaign-until = expected { $day }
campaign-filtered = Only:
campaign-show-all = Show all
campaign-pages = Pages
campaign-previous = Previous
campaign-next = Next
campaign-no-members = Nothing fits
campaign-no-members-next = Try another filter.
campaign-step-due = This step is due { $at }
campaign-step-over = This step is over; this is how it stands now.
campaign-step-done = Done.
campaign-kept = Saved, not yet submitted.
campaign-lead-choose-cohort = Choose; below you see how many cases fit. Once frozen, the list does not change: what becomes late later does not join.
campaign-lead-set-standard = The new limit counts from the original start, with pauses and extensions honoured. The old due date stays on the list and in the case; a broken promise stays on record.
campaign-lead-assign-classes = The decision table groups the cases. Give each class a leader and a measure, then hand out.
campaign-lead-drive = The units are clearing. On the closing day what remains is counted by itself.
campaign-lead-explain = Each item needs a reason, a plan and a date before the close can be signed.
campaign-lead-sign-close = Signing closes the campaign; its figures change no more.
campaign-which-overdue = Late and open
campaign-which-open = Open
campaign-any = Any
campaign-process-complaint = Requests
campaign-process-grid-event = Grid events
campaign-process-petition = Petitions
campaign-process-supervision = Supervision
campaign-cohort-below = Unit in charge (and below)
campaign-cohort-place = Place (and below)
campaign-cohort-category = Category (and below)
campaign-found = { $n ->
    [one] 1 case fits
   *[other] { $n } cases fit
}
campaign-and-more = and { $n } more
campaign-freeze = Freeze the list
campaign-freeze-hint = Nothing joins or leaves it afterwards.
campaign-nothing-found = Nothing fits; widen the query.
campaign-which-standard = Which standard
campaign-use-table = The clearance standard (decision table)
campaign-use-typed = Limits typed here
campaign-use-keep = Keep the limits
campaign-limit-of = Limit: { $clock }
campaign-limit-hint = With “limits typed here”: 15wd is 15 working days, 24h is 24 hours, 60d is 60 calendar days; what is left empty stays.
campaign-would-change = { $cases ->
    [one] 1 case would be graded anew
   *[other] { $cases } cases would be graded anew
}; { $later ->
    [one] 1 due date moves later
   *[other] { $later } due dates move later
}
campaign-grade = Grade anew by this
campaign-grade-hint = One by one, written into each case.
campaign-basis-needed = Say on what it is based.
campaign-own-leader = Head of each unit
campaign-action-chase = Chase
campaign-action-supervise = Open supervision
campaign-action-none = Only list
campaign-classes-hint = Chase: tells the clerk and head of the unit that has it, and the leader. Open supervision: a supervision case of its own; what is supervised already is chased.
campaign-hand-out = Hand out
campaign-regrade-again = Back: grade again
campaign-close-early = Close early
campaign-close-early-now = Count now and close
campaign-early-cleared = Everything is cleared
campaign-early-ordered = Ordered from above
campaign-reason-needed = Choose why.
campaign-not-cleared = Some are still open: it cannot close as cleared.
campaign-explained = Submit for signing
campaign-keep = Save for now
campaign-explain-each = Some items lack a reason, a plan or a date; what you wrote is saved.
campaign-sign-words = { $members } listed: { $cleared } cleared, { $residual } remaining, each with reason and plan, { $left } left the list.
campaign-sign = Sign the close
campaign-send-back = Send back
campaign-others-turn = Waiting for the { $role } of { $unit }.
campaign-job-runs = Working through the list; the next step appears by itself.
campaign-job-progress = { $done } of { $all } done.
campaign-look-again = Look again
campaign-residual-list = What remains ({ $n })
campaign-nothing-left = Everything is cleared; nothing remains.
campaign-cohort-which = Which cases
campaign-cohort-opened-before = Registered before
campaign-cohort-process = Process
campaign-cohort-clock = Broken promise
campaign-cohort-level = Supervision level at least
clearance-tab-late = Still late
clearance-tab-done = Made good, not closed
clearance-tab-cleared = Cleared
clearance-lead-late = Cases with a broken promise that is still not kept, one line each; other broken promises of the same case stand below.
clearance-lead-done = The late step was done, or was extended or graded anew; the case is still open.
clearance-lead-cleared = The case is closed; the delay stays on record.
clearance-empty-late = Nothing is late
clearance-empty-done = Nothing made good and still open
clearance-column-others = Other broken promises
clearance-column-new-due = Due now
clearance-column-next = Next level
clearance-column-holder = Is with
clearance-column-since = Since
clearance-column-campaign = Campaign
clearance-also = { $clocks ->
    [1] also { $names }
   *[other] also { $names } and { $clocks } in all
}
clearance-now-due = now { $at }
clearance-next = { $level } on { $at }
clearance-since = { $step }, since { $at }
clearance-nobody = No open task
clearance-level-from = { $level } or higher
clearance-days-from = { $n ->
    [one] Late by 1 day or more
   *[other] Late by { $n } days or more
}
clearance-sort = Order
clearance-sort-longest = Longest late first
clearance-sort-newest = Newly late first
clearance-ages = Days late
clearance-age = { $low }–{ $high } days
clearance-age-over = { $low } days or more
clearance-act-hint = those that are marked
clearance-to-campaign = Start a campaign
clearance-chased = { $count ->
    [one] 1 case chased
   *[other] { $count } cases chased
}
clearance-supervised = { $count ->
    [one] 1 case under supervision
   *[other] { $count } cases under supervision
}
clearance-nothing-marked = Mark some first.
campaign-of-marked = The list will be made of the { $n } cases that were marked.
campaign-only-marked = Only the { $n } marked cases
clearance-no-level = None yet
campaign-column-goes = Who does the work
campaign-goes-nowhere = The unit that has it
campaign-goes-unit = Another unit
campaign-goes-person = One person
refusal-nobody-handles = It neither waits for its dispatch nor is it being handled, or nobody has work on it: it cannot be given to another unit or person.
