nav-studio = Studio
studio-title = Studio
studio-lead = Change a process while its cases run: draw, try, have it reviewed, release.
studio-drafts = Drafts
studio-no-drafts = No drafts yet
studio-no-drafts-next = Begin one from a process below. Running cases notice nothing until it is released.
studio-processes = Processes
studio-cases = { $n ->
    [0] no running cases
    [one] 1 running case
   *[other] { $n } running cases
 }
studio-cases-older = { $n } on older versions
studio-since = released { $at }
studio-begin = New draft
studio-draft-of = { $process }: change
studio-changed = { $person }, { $at }
studio-remarks = { $n ->
    [one] 1 open comment
   *[other] { $n } open comments
 }
studio-outdated = Newer version released meanwhile
studio-status-open = Draft
studio-status-in-review = In review
studio-status-approved = Approved
studio-status-released = Released
studio-status-discarded = Discarded
studio-tabs = Parts of the draft
studio-tab-diagram = Diagram
studio-saved = Saved { $at }
studio-read-only = For reading only
refusal-no-such-draft = This draft does not exist.
refusal-draft-changed = Somebody else saved this file meanwhile. Look at both and decide which one stays.
refusal-draft-not-open = This draft is being reviewed, was released or was discarded: nothing in it can change now.
refusal-not-in-folder = A process folder has no place for a file of this name. It holds manifest.json, scenarios.yaml, .bpmn and .dmn files, forms/*.json and locale/*.json.
refusal-too-much = This is larger than a process may be.
refusal-not-text = This is not a text file that can be read.
