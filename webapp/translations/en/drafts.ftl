## What was typed and not sent yet

draft-saved = Saved as a draft, { $at }
draft-restored = This is what you had typed by { $at } and not sent yet.
draft-restored-here = This is what you had typed before on this device.
draft-discard = Begin anew
draft-state = What you type is saved as you go.

## The desk: what only some may see, and people who ask for the same

desk-last-count = { $count } in all
desk-restricted = Restricted, or about one of our units
fact-about-unit = The complaint is about this unit
hint-about-unit = Nobody in that unit, nor below it, will see the request.
fact-compartment = Who may know of it
restricted-none = Ordinary: everybody whose work it is
restricted-sensitive = Sensitive: only people cleared for it
restricted-confidential = Confidential: only people cleared for it
restricted-informer = Tip-off: only the special seat
hint-compartment = From the moment it is registered it exists for cleared people only.
desk-others = Others who ask for the same
desk-other-name = Person { $n }, name
desk-other-phone = Person { $n }, phone
