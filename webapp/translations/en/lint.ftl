studio-tab-findings = Findings
lint-title = Findings
lint-none = Nothing found: ready for review.
lint-none-next = Diagram, tables, forms and texts are fit for release.
lint-some = Errors: {"{"}errors{"}"}, warnings: {"{"}warnings{"}"}
lint-found = { $errors ->
    [one] { $errors } error
   *[other] { $errors } errors
 }, { $warnings ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
 }.
lint-found-next = A draft with errors cannot be released.
lint-unheard = (The server does not answer; these are the checks of the browser only.)
lint-error = error
lint-warning = warning
lint-lesson = Why?
lint-apply = Apply
