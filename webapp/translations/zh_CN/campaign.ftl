event-clock-regraded = { $clock }重新定标：{ $old }改为 { $limit }，到期 { $was } 改为 { $due }（{ $reason }）
refusal-not-a-limit = 时限写法不对。例：5wd（工作日）、24h（小时）、15d（自然日）。
notice-campaign = 请限期清零：{ $title }
refusal-too-many-members = 符合条件的件太多，请缩小范围。
refusal-already-supervised = 已有督办件。
