# Codes of the domain in words.

phase-intake = 受理
phase-dispatch = 派单
phase-handling = 办理
phase-supervision = 督办
phase-review = 审核
phase-callback = 回访

urgency-urgent = 紧急
urgency-utility = 水电气热
urgency-inquiry = 咨询
urgency-general = 一般
urgency-complex = 复杂

kind-inquiry = 咨询
kind-help = 求助
kind-complaint = 投诉
kind-tip-off = 举报
kind-suggestion = 建议
kind-praise = 表扬

channel-hotline = 12345 热线
channel-web = 网站
channel-grid = 网格
channel-app = 手机应用
channel-letter = 来信
channel-wechat = 微信
channel-import = 导入
channel-overdue = 逾期督办
channel-unsatisfied = 不满意督办
channel-instruction = 领导批示
channel-media = 媒体关注
channel-refusal = 应办不办
channel-manual = 人工立案

level-0 = 提醒
level-1 = 催办
level-2 = 书面督办
level-3 = 挂牌督办
level-4 = 约谈
level-5 = 移送问责

public-phase-intake = 正在受理
public-phase-dispatch = 正在确定由哪个单位办理
public-phase-handling = 承办单位正在办理
public-phase-supervision = 已列入督办
public-phase-review = 正在审核办理结果
public-phase-callback = 将电话回访，听取您的意见

role-citizen = 诉求人
role-proxy-filer = 代办人
role-call-taker = 话务员
role-intake-reviewer = 受理审核员
role-dispatcher = 派单员
role-grid-worker = 网格员
role-grid-leader = 网格长
role-grid-police = 网格警员
role-grid-cm = 网格城管员
role-grid-cleaner = 网格保洁员
role-unit-clerk = 承办单位经办人
role-unit-leader = 承办单位负责人
role-co-unit-clerk = 协办经办人
role-quality-reviewer = 质检员
role-callback-agent = 回访员
role-supervisor = 督办员
role-leader-viewer = 领导
role-assessor = 考核员
role-contract-manager = 项目管理员
role-service-provider = 第三方机构
role-visitor = 助老员
role-credit-operator = 信用专员
role-credit-reviewer = 信用复核员
role-fund-manager = 资金管理员
role-fund-approver = 资金审批人
role-auditor = 审计员
role-data-protection-officer = 个人信息保护负责人
role-modeller = 建模员
role-model-reviewer = 流程复核员
role-release-manager = 发布管理员
role-org-admin = 机构管理员
role-sys-admin = 系统管理员
