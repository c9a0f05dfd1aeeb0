event-work-rerouted = { $count ->
    [one] One open step went
   *[other] { $count } open steps went
 } elsewhere, since the organisation or the matter changed ({ $reason })
intervention-rerouted = Rerouted
recorded-work-rerouted = Rerouted
reason-organisation-changed = the organisation changed
replay-change-unit = Unit

notice-position-granted = You now have the position { $role } in { $unit }
notice-position-revoked = You no longer have the position { $role } in { $unit }
notice-work-back = Work that { $person } had claimed is back in { $unit }: the position has ended
notice-work-back-rerouted = Work of { $left } is now with { $unit }
notice-kind-position = My positions
notice-kind-work-back = Work that comes back after a change of positions

audit-kind-position-planned = Position planned
audit-kind-unit-changed = Unit changed
audit-about-successor = Successor
audit-about-parent = Superior
audit-about-deed = What
audit-about-in-spite-of = In spite of
audit-about-before = Before
audit-about-after = After
audit-about-withdrawn = Withdrawn
audit-deed-grant = to be given
audit-deed-revoke = to be taken away
audit-what-added = added
audit-what-renamed = renamed
audit-what-closed = closed
audit-what-switched-on = switched on
audit-what-switched-off = switched off
audit-what-unlocked = may sign in again
audit-what-sessions-ended = signed out everywhere
audit-what-link-made = link for a new password
audit-what-password-by-link = password chosen by link
audit-what-password-changed = password changed
audit-what-token-issued = access token issued
audit-what-token-revoked = access token ended

duties-handling-checking = who handles does not check
duties-audit-work = who audits does no other work
duties-admin-cases = who administers handles no cases
duties-drawing-releasing = who draws neither reviews nor releases
duties-reviewing-releasing = who reviews does not release
duties-credit = who enters credit does not review it
duties-fund = who manages a fund does not approve its spending
