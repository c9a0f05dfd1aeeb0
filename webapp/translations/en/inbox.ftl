inbox-title = Inbox
inbox-mine = Mine
inbox-queue = To claim
inbox-done = Done
inbox-search = Number, title, category, place
inbox-nothing-found = Nothing matches
inbox-nothing-found-next = Try another word, or clear the filters.
inbox-empty-mine = Nothing on your desk
inbox-empty-mine-next = See under “To claim” what your units have waiting.
inbox-empty-queue = Nothing to claim
inbox-empty-queue-next = New work appears here, first due first.
inbox-empty-done = Nothing done yet
inbox-empty-done-next = Every step you finish stays here.
filter-any-phase = All phases
filter-any-urgency = Any urgency
filter-apply = Filter
column-due = Time left
column-done-at = Done
column-matter = Matter
column-step = Step
column-phase = Phase
column-urgency = Urgency
column-category = Category
column-place = Place
column-action = Action
mark-all = Mark all
mark-one = Mark
claim = Claim
claimed = { $count ->
    [one] Claimed one task; it is now under “Mine”
   *[other] Claimed { $count } tasks; they are now under “Mine”
 }
release = Put back
released = Put back into the queue
task-complete = Submit
task-done = { $number }: “{ $step }” is done
task-done-next = { $number }: “{ $step }” is done; next is “{ $next }” at { $unit }
task-done-closed = { $number }: “{ $step }” is done and the case is closed: { $outcome }
task-is-with = { $person } has claimed this task.
task-last-steps = Last steps
task-dissatisfied = Requester { $number } left no number and is dissatisfied, as said online
task-dissatisfied-next = Nobody can call back. Weigh it when you judge: if the reason is justified, the verdict is dissatisfied.
task-caller = Call requester { $number } of { $all }
task-whole-case = Whole case
task-no-form = There is nothing to fill in for this step; submitting finishes it.
form-wrong = { $count ->
    [one] One entry needs a correction
   *[other] { $count } entries need a correction
 }
suggested = Suggested by the decision table
refused-kept = What you typed is still below; nothing is lost.
refused-see-case = See where the case stands
