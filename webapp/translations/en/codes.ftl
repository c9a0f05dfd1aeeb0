# Codes of the domain in words.

phase-intake = Intake
phase-dispatch = Dispatch
phase-handling = Handling
phase-supervision = Supervision
phase-review = Review
phase-callback = Callback

urgency-urgent = Urgent
urgency-utility = Utilities
urgency-inquiry = Inquiry
urgency-general = General
urgency-complex = Complex

kind-inquiry = Inquiry
kind-help = Help
kind-complaint = Complaint
kind-tip-off = Tip-off
kind-suggestion = Suggestion
kind-praise = Praise

channel-hotline = Hotline 12345
channel-web = Website
channel-grid = Grid worker
channel-app = App
channel-letter = Letter
channel-wechat = WeChat
channel-import = Import
channel-overdue = Overdue case
channel-unsatisfied = Unsatisfied after rework
channel-instruction = Leader's instruction
channel-media = Media attention
channel-refusal = Refusal to act
channel-manual = Opened by hand

level-0 = Reminder
level-1 = Chase
level-2 = Written notice
level-3 = Listed supervision
level-4 = Interview
level-5 = Accountability

public-phase-intake = being taken in
public-phase-dispatch = being sent to the right office
public-phase-handling = being handled
public-phase-supervision = under supervision
public-phase-review = being reviewed
public-phase-callback = waiting for our call to hear your view

role-citizen = Resident
role-proxy-filer = Filer on behalf
role-call-taker = Call taker
role-intake-reviewer = Intake reviewer
role-dispatcher = Dispatcher
role-grid-worker = Grid worker
role-grid-leader = Grid leader
role-grid-police = Grid police
role-grid-cm = Grid city-management officer
role-grid-cleaner = Grid cleaner
role-unit-clerk = Case worker
role-unit-leader = Unit leader
role-co-unit-clerk = Co-handling case worker
role-quality-reviewer = Quality reviewer
role-callback-agent = Callback agent
role-supervisor = Supervisor
role-leader-viewer = Leader
role-assessor = Assessor
role-contract-manager = Contract manager
role-service-provider = Service provider
role-visitor = Visitor
role-credit-operator = Credit officer
role-credit-reviewer = Credit reviewer
role-fund-manager = Fund manager
role-fund-approver = Fund approver
role-auditor = Auditor
role-data-protection-officer = Data protection officer
role-modeller = Process modeller
role-model-reviewer = Model reviewer
role-release-manager = Release manager
role-org-admin = Organisation administrator
role-sys-admin = System administrator
