event-work-rerouted = { $count ->
    [one] One open step went
   *[other] { $count } open steps went
 } elsewhere, since the organisation or the matter changed ({ $reason })
intervention-rerouted = Rerouted
recorded-work-rerouted = Rerouted
reason-organisation-changed = the organisation changed
replay-change-unit = Unit
