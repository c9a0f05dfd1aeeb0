event-work-rerouted = 机构或事项情况变化，{ $count } 项待办重新派转（{ $reason }）
intervention-rerouted = 重新派转
recorded-work-rerouted = 重新派转
reason-organisation-changed = 机构调整
replay-change-unit = 单位
