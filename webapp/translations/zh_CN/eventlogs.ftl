log-case = 案件
log-overdue = 逾期：
