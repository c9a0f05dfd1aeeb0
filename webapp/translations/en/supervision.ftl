# Supervision desk
supervision-ladder = By level
supervision-late = Overdue
supervision-reason = Reason
supervision-every-reason = Every reason
supervision-filter = Filter
supervision-nothing-found = Nothing matches
supervision-number-example = Case number
supervision-open-new = Supervise
supervision-unit-supervised = Unit supervised
supervision-turn = Whose turn
supervision-closed-at = Closed
supervision-restricted = Restricted case
supervision-many = { $count } cases in all
supervision-first-level = First level
supervision-level-by-rule = By the rules
supervision-level-hint = Never below what the rules demand.
supervision-grounds = Grounds
supervision-source-link = Link to the report
supervision-source-link-hint = For media reports.
supervision-cards-then = Cards when opened
supervision-cards-count = { $yellow } yellow, { $red } red
supervision-is-open = Supervision case { $number } opened
supervision-was-open = Supervision case { $number } is open for the same reason; no second one was opened
supervision-by-hand-media = Media report
supervision-by-hand-refusal = Refuses its duty
supervision-by-hand-unsatisfied = People still unsatisfied
supervision-by-hand-overdue = Overdue
supervision-by-hand-manual = Other
channel-mass-repeat = Mass repeat
channel-visit = Visit

# Leader's instruction
instruction-title = Instruct
instruction-lead = Your instruction reaches { $unit } and is followed up: a supervision that is open is raised, otherwise one is opened. The words are kept sealed.
instruction-words = Instruction
instruction-send = Give the instruction
instruction-opened = Instruction given; supervision case { $number } opened
instruction-raised = Instruction given; supervision case { $number } raised
message-leader-instructed = Leader's instruction

# On site
onsite-title = On site
onsite-lead = Supervision cases that wait for somebody to go and see, first due on top.
onsite-place = Place
onsite-go = Write down what is found
onsite-by = { $unit } goes there
onsite-empty = Nowhere to go now
onsite-empty-next = Choose “Go and see” when assessing a response, or tick it on a notice, and the visit appears here.

# Yellow and red cards
cards-title = Cards
cards-lead = Cards given since { $since } count. What they cost is policy.
cards-unit = Unit
card-yellow = Yellow
card-red = Red
cards-points = Points
cards-minus = { $points ->
    [0] no points lost
    [one] 1 point lost
   *[other] { $points } points lost
}
cards-consequence = Consequence
card-consequence-none = None yet
card-consequence-letter = Letter
card-consequence-interview = Interview of the leader
cards-newest = Newest
cards-empty = No cards in this period
cards-empty-next = Work that is nearly late brings a yellow card, late work a red one, an unanswered supervision a yellow one.
cards-card = Card
cards-case = Case
cards-why = Why
cards-at = Given
card-cause-yellow = Nearly late
card-cause-red = Late
card-cause-response-overdue = No response to a supervision

# What opened a case
opened-supervision = Supervision case opened about { $number }
opened-supervision-overdue = Supervision case opened: { $number } is overdue
opened-supervision-unsatisfied = Supervision case opened: people are still unsatisfied with { $number }
opened-supervision-instruction = Supervision case opened by a leader's instruction about { $number }
opened-supervision-media = Supervision case opened: media report on { $number }
opened-supervision-mass-repeat = Supervision case opened: { $count } open requests about one matter
opened-supervision-refusal = Supervision case opened: the unit refuses its duty in { $number }
opened-supervision-manual = Supervision case opened by a supervisor about { $number }
opened-petition = Petition received

# Petitions
link-petition-of-out = Petition from
link-petition-of-in = Petition
message-petition-opened = Petition opened
message-review-requested = Request for review
message-rereview-requested = Request for re-review
nav-petitions = Petitions
petitions-title = Petitions
petitions-lead = Petition limits are in calendar days, by the Regulations on Petition Work. A unit never sees petitions about itself.
petition-new = Register a petition
petition-register = Register
petition-registered = Petition { $number } registered
petition-asks = The petitioner asks for
petition-ask = { $number }: { $what }
petition-asked = Written down: { $what }
petition-waits = Waiting for the petitioner
petitions-empty = No open petitions
petitions-empty-next = Letters and visits are registered here; requests sent to the petition procedure arrive by themselves.
petition-wants-review-requested = Review
petition-wants-rereview-requested = Re-review
petition-wants-withdrawal-requested = Withdrawal
petition-days-left = { $days ->
    [0] due today
    [one] 1 day left
   *[other] { $days } days left
}
petition-days-late = { $days ->
    [one] 1 day late
   *[other] { $days } days late
}
action-card = Give a yellow or red card
action-card-do = Give the card
action-card-hint = It counts like the cards that the clocks give. The reason stays in the case, and the unit is told at once.
card-given = The card was given.
card-taken-back = Taken back: it does not count any more.
card-cause-by-hand = Given by a supervisor
cards-taken-back = Taken back
cards-take-back = Take back
cards-take-back-why = Why it is taken back
event-card-given = { $card } given to { $unit }
event-card-taken-back = { $card } of { $unit } taken back
notice-card-yellow = A yellow card was given
notice-card-red = A red card was given
notice-card-taken-back = A card was taken back
refusal-no-such-card = There is no such card, or it was taken back already.
message-reassignment-ordered = Ordered to another unit
