# 不能办理的原因
refusal-own-work = 您参与了本草稿的修改，须由他人审核、发布。
refusal-judged-by-same = 本版本由您审核通过，须由他人发布。
refusal-not-a-folder = 草稿的清单文件无法读取，或属于其他流程，请先更正。
refusal-nothing-changed = 草稿与运行版本内容相同，无需审核。
refusal-review-over = 该审核已有结论，或已被撤回。
refusal-not-approved = 草稿当前内容尚未审核通过。
refusal-content-changed = 草稿内容与您所看到的已不一致，请刷新页面后重新查看。
refusal-overtaken = 其间已发布另一版本，请先查看其改动，再作决定。
refusal-gate-closed = 本版本未通过发布检查，现行版本不变。
refusal-already-scheduled = 该流程已有一项定时发布，请先撤回。
refusal-not-scheduled = 该项发布已不在等待中。
refusal-not-in-future = 定时发布须选定今后一年内的时间。
refusal-runs-already = 新办件已在使用该版本。
refusal-never-released = 只能退回曾经启用过的版本。
