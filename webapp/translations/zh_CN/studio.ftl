nav-studio = 建模
studio-title = 流程建模
studio-lead = 不停办件，改流程：画图、试跑、送审、发布。
studio-drafts = 草稿
studio-no-drafts = 还没有草稿
studio-no-drafts-next = 从下面的流程新建一份。发布之前，在办件不受任何影响。
studio-processes = 流程
studio-cases = { $n ->
    [0] 无在办件
   *[other] 在办 { $n } 件
 }
studio-cases-older = 其中 { $n } 件走旧版本
studio-since = { $at }发布
studio-begin = 新建草稿
studio-draft-of = { $process }调整
studio-changed = { $person } · { $at }
studio-remarks = { $n } 条批注未处理
studio-outdated = 其间已发布新版本
studio-status-open = 草稿
studio-status-in-review = 审核中
studio-status-approved = 已批准
studio-status-released = 已发布
studio-status-discarded = 已作废
studio-tabs = 草稿内容
studio-tab-diagram = 流程图
studio-saved = { $at }已保存
studio-read-only = 只读
refusal-no-such-draft = 没有这份草稿。
refusal-draft-changed = 其间有人保存了这个文件。请对照两份内容，决定保留哪一份。
refusal-draft-not-open = 这份草稿正在审核，或已发布、已作废，现在不能修改。
refusal-not-in-folder = 流程文件夹里没有这种文件的位置。可以放 manifest.json、scenarios.yaml、.bpmn、.dmn、forms/*.json 和 locale/*.json。
refusal-too-much = 超过了流程文件允许的大小。
refusal-not-text = 这不是可以读取的文本文件。
