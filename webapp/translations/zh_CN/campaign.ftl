event-clock-regraded = { $clock }重新定标：{ $old }改为 { $limit }，到期 { $was } 改为 { $due }（{ $reason }）
refusal-not-a-limit = 时限写法不对。例：5wd（工作日）、24h（小时）、15d（自然日）。
