## What requesters read and say on their own page

public-add-photos = Add photos, or follow it
public-on-hold = It is listed in the plan. It is looked at again on { $at }, and you will be told.
public-promise-running = You are promised an answer by { $at }.
public-promise-late = The promised time, { $at }, has passed. The office has been told to hurry.
public-promise-held = The clock stands still for now; you have been told why.
public-answer = The answer
public-evaluate = How do you find the result?
public-evaluate-words = Why? You may leave it empty.
public-evaluate-do = Send
verdict-satisfied = Satisfied
verdict-unsatisfied = Not satisfied
public-supplement = Add something
public-supplement-lead = words and photos
public-supplement-words = What should the office know?
public-photos = Photos and files
public-chase = Ask for progress
public-chase-lead = once a day
public-chase-words = What should be told along? You may leave it empty.
public-chase-do = Ask now
public-withdraw = Withdraw
public-withdraw-lead = somebody will call to make sure
public-withdraw-words = Why do you withdraw it?
public-withdraw-do = Withdraw
public-said-supplement = Thank you. It is with the people who work on it.
public-said-evaluate = Thank you. It is recorded and counts.
public-said-chase = The people who work on it have been told that you are waiting.
public-said-withdraw = Your wish is recorded. Somebody will call you to confirm it.
public-message-evaluated = You gave your verdict
public-message-supplement-received = You added something
public-message-requester-chased = You asked for progress
public-message-withdrawal-requested = You asked to withdraw it
refusal-chased-already = You have asked within the last 24 hours; the people who work on it know.
fact-co-requesters = { $n ->
    [one] One more requester
   *[other] { $n } more requesters
 }
