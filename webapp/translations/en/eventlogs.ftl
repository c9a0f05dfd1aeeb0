log-case = Case
log-overdue = Overdue:
