"""Clearance campaigns 清零行动: a list of cases frozen by a query, graded anew, assigned by class, and cleared by a day.

The campaign is a case of its own (processes/campaign); its four jobs call `freezing`, `grading`, `handing_out` and
`settling`. Every change of a member goes through execute, in the name of the supervisor who ordered it."""
