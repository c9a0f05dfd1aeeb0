event-clock-regraded = { $clock } measured anew: { $old } becomes { $limit }, due { $was } becomes { $due } ({ $reason })
refusal-not-a-limit = This is not a limit. Examples: 5wd, 24h, 15d.
notice-campaign = To be cleared by a day: { $title }
refusal-too-many-members = Too many cases fit; narrow the query.
refusal-already-supervised = A supervision case watches it already.
