due-left = { $time } left
due-late = { $time } late
due-left-now = due this minute
due-late-now = late since this minute
due-held = Clock paused
due-none = No limit
work-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
 }
work-hours = { $n ->
    [one] { $n } working hour
   *[other] { $n } working hours
 }
natural-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
 }
natural-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
 }
minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
 }
amount-join = { $first } { $second }
limit-wd = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
 }
limit-wh = { $n ->
    [one] { $n } working hour
   *[other] { $n } working hours
 }
limit-h = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
 }
limit-min = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
 }
limit-d = { $n ->
    [one] { $n } calendar day
   *[other] { $n } calendar days
 }
less-than-a-minute = less than a minute
