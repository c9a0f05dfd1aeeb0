# 闭环办理中的拒绝与用语：两人复核、并单。
refusal-same-person = 这一步须由另一人复核：所复核的正是您办理的环节。
refusal-cannot-merge = 不能并单：{ $reason ->
    [itself] 不能并入自身
    [closed] 目标工单已办结
    [process] 目标不是诉求工单
    [circle] 目标工单已并入本单
   *[other] 当前环节不能并单
  }。

clock-of = { $clock }（{ $of }）
notice-joint-matter = 同一事项的诉求人已达到多人同诉的人数
notice-handover-open = 移交的紧急事项对方尚未确认，请再次联系
