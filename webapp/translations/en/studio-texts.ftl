# Texts and numbers of a draft
studio-tab-texts = Texts and numbers
texts-only-missing = Only what has no English
texts-missing = { $n } without English
texts-count = { $n ->
    [one] { $n } text
   *[other] { $n } texts
}
texts-id = Id
texts-chinese = Chinese
texts-english = English
texts-value = Value
texts-later = Another value for a later day
texts-remove = Remove this value
texts-group-policies = Numbers
texts-policies-says = What the process brings. One number may have several values, each from its day on.
texts-group-process = Process
texts-group-diagram = Diagram
texts-group-forms = Forms
texts-group-phases = Phases
texts-group-clocks = Limits
texts-group-reasons = Reasons
texts-group-rulings = Rulings
texts-group-tables = Decision tables
texts-group-causes = Causes
texts-group-classes = Classes
texts-group-measures = Measures
texts-home-diagram = Change it in the diagram
texts-home-form = Change it in the form
texts-home-table = Change it in the table
texts-js-missing = { $n } without English
texts-js-day-missing = Please give the day
texts-js-value-missing = Please give a value
texts-js-not-a-limit = A limit is 5wd (working days), 24h (hours), 30min (minutes) or 15d (calendar days)
texts-js-not-a-number = Please give a number
texts-js-not-yes-or-no = Please write true or false
