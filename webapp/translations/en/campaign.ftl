event-clock-regraded = { $clock } measured anew: { $old } becomes { $limit }, due { $was } becomes { $due } ({ $reason })
refusal-not-a-limit = This is not a limit. Examples: 5wd, 24h, 15d.
