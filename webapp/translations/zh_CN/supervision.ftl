# 督办台
supervision-ladder = 按层级查看
supervision-late = 逾期未办
supervision-reason = 督办原因
supervision-every-reason = 全部原因
supervision-filter = 筛选
supervision-nothing-found = 没有符合条件的督办件
supervision-number-example = 诉求编号
supervision-open-new = 发起督办
supervision-unit-supervised = 被督办单位
supervision-turn = 由谁办理
supervision-closed-at = 了结时间
supervision-restricted = 受限件
supervision-many = 共 { $count } 件
supervision-first-level = 起始层级
supervision-level-by-rule = 按规则研判
supervision-level-hint = 不会低于规则要求的层级。
supervision-grounds = 督办理由
supervision-source-link = 报道链接
supervision-source-link-hint = 媒体关注时填写。
supervision-cards-then = 立案时的牌
supervision-cards-count = 黄牌 { $yellow } 张，红牌 { $red } 张
supervision-is-open = 已立督办件 { $number }
supervision-was-open = 同一原因的督办件 { $number } 尚未了结，不重复立案
supervision-by-hand-media = 媒体关注
supervision-by-hand-refusal = 应办不办、推诿
supervision-by-hand-unsatisfied = 群众仍不满意
supervision-by-hand-overdue = 办理逾期
supervision-by-hand-manual = 其他
channel-mass-repeat = 集中诉求
channel-visit = 走访

# 领导批示
instruction-title = 批示
instruction-lead = 批示送达 { $unit }，并纳入督办：已在督办的提高层级，未督办的立督办件。批示内容加密保存。
instruction-words = 批示内容
instruction-send = 下达批示
instruction-opened = 批示已下达，立督办件 { $number }
instruction-raised = 批示已下达，督办件 { $number } 已提高层级
message-leader-instructed = 领导批示

# 现场督办
onsite-title = 现场督办
onsite-lead = 需要到现场核实的督办件，先到期的在前。
onsite-place = 地点
onsite-go = 填写现场情况
onsite-by = 由 { $unit } 前往
onsite-empty = 没有待去的现场
onsite-empty-next = 评估整改时选择“现场核实”，或下达督办单时勾选先到现场，会出现在这里。

# 黄牌、红牌
cards-title = 黄牌红牌
cards-lead = { $since } 以来的牌计分。扣分办法见策略。
cards-unit = 单位
card-yellow = 黄牌
card-red = 红牌
cards-points = 扣分
cards-minus = { $points ->
    [0] 不扣分
   *[other] 扣 { $points } 分
}
cards-consequence = 应采取措施
card-consequence-none = 暂无
card-consequence-letter = 发函提醒
card-consequence-interview = 约谈负责人
cards-newest = 最近一张
cards-empty = 计牌期内没有牌
cards-empty-next = 临期未办结得黄牌，逾期得红牌，逾期不反馈督办得黄牌。
cards-card = 牌
cards-case = 事项
cards-why = 原因
cards-at = 出牌时间
card-cause-yellow = 临近到期未办结
card-cause-red = 逾期未办结
card-cause-response-overdue = 逾期未反馈督办

# 立案缘由
opened-supervision = 立督办件，被督办件 { $number }
opened-supervision-overdue = 因办理逾期立督办件，被督办件 { $number }
opened-supervision-unsatisfied = 因重办后仍不满意立督办件，被督办件 { $number }
opened-supervision-instruction = 因领导批示立督办件，被督办件 { $number }
opened-supervision-media = 因媒体关注立督办件，被督办件 { $number }
opened-supervision-mass-repeat = 因群众反复集中诉求（在办 { $count } 件）立督办件
opened-supervision-refusal = 因应办不办立督办件，被督办件 { $number }
opened-supervision-manual = 督办员立督办件，被督办件 { $number }
opened-petition = 信访件登记立卷

# 信访
link-petition-of-out = 信访来自
link-petition-of-in = 转为信访
message-petition-opened = 转为信访
message-review-requested = 复查申请
message-rereview-requested = 复核申请
nav-petitions = 信访
petitions-title = 信访
petitions-lead = 信访期限按自然日计算，见《信访工作条例》。涉及的单位看不到反映它的信访件。
petition-new = 登记信访件
petition-register = 登记
petition-registered = 已登记信访件 { $number }
petition-asks = 信访人提出
petition-ask = { $number }：{ $what }
petition-asked = 已登记{ $what }
petition-waits = 等待信访人
petitions-empty = 没有在办的信访件
petitions-empty-next = 来信来访在这里登记；诉求转入信访渠道的会自动到达。
petition-wants-review-requested = 申请复查
petition-wants-rereview-requested = 申请复核
petition-wants-withdrawal-requested = 撤回
petition-days-left = { $days ->
    [0] 今日到期
   *[other] 还剩 { $days } 日
}
petition-days-late = 已逾期 { $days } 日
action-card = 发放黄牌、红牌
action-card-do = 发牌
action-card-hint = 与到期、逾期自动发的牌同样计分，理由记入案卷，单位即时知晓。
card-given = 已发牌。
card-taken-back = 已撤回，不再计分。
card-cause-by-hand = 督办员发放
cards-taken-back = 已撤回
cards-take-back = 撤回
cards-take-back-why = 撤回理由
event-card-given = 向{ $unit }发放{ $card }
event-card-taken-back = 撤回{ $unit }的{ $card }
notice-card-yellow = 收到一张黄牌
notice-card-red = 收到一张红牌
notice-card-taken-back = 一张牌已撤回
refusal-no-such-card = 没有这张牌，或已撤回。
message-reassignment-ordered = 统一交办给另一单位
