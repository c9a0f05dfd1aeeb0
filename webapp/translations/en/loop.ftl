# Refusals and words of the complete loop: two persons, merging.
refusal-same-person = Somebody else must do this: you did the step it checks.
refusal-cannot-merge = This case cannot be merged { $reason ->
    [itself] into itself
    [closed] into a case that is closed
    [process] into a case of another kind
    [circle] into a case that is itself merged into this one
   *[other] now
  }.

clock-of = { $clock } ({ $of })
notice-joint-matter = So many people ask for the same that it is a joint matter
notice-handover-open = The emergency that was handed over is not confirmed yet; please call again
