# Refusals
refusal-own-work = You had a hand in this draft. Another person judges and releases it.
refusal-judged-by-same = You approved this version. Another person releases it.
refusal-not-a-folder = The manifest of this draft cannot be read, or it belongs to another process. Put it right first.
refusal-nothing-changed = The draft says the same as the running version. There is nothing to review.
refusal-review-over = This review is over: it was decided, or taken back, meanwhile.
refusal-not-approved = Nobody has approved what the draft holds now.
refusal-content-changed = The draft is no longer what was looked at. Load the page again and look once more.
refusal-overtaken = Another version was released meanwhile. Look at what it changed, then decide again.
refusal-gate-closed = This version does not pass the checks. The running version stays.
refusal-already-scheduled = A release of this process is scheduled already. Withdraw it first.
refusal-not-scheduled = This release is not waiting any more.
refusal-not-in-future = The moment of a scheduled release lies ahead, at most a year.
refusal-runs-already = New cases run on this version already.
refusal-never-released = Only a version that was in force before can come back.
