## Files that people attach

wrong-unknown-file = Please choose the file again: it did not arrive, or was removed meanwhile.
wrong-file-type = This kind of file is not what is asked for here.
wrong-too-many = These are too many files.

file-add = Add files
file-add-one = Choose a file
file-add-photo = Take or choose photos
file-sending = Sending…
file-remove = Remove { $name }
file-failed = It did not get through. Choose it again when the network is back.
file-hint = Photos (JPEG, PNG, WebP, GIF), PDF, Word, Excel, text, sound and MP4, up to 20 MB each. The place where a photo was taken is removed.
file-without-script = Files can be added in a browser that runs scripts.
file-refused-empty = The file is empty.
file-refused-too-large = The file is too large. Send a smaller one, or several parts.
file-refused-unsafe = This kind of file is not accepted. Save it as PDF, JPEG, DOCX or XLSX without macros, then add it again.
file-refused-not-a-picture = The picture is damaged and cannot be opened.
file-refused-too-many-pixels = The picture has too many pixels. Take it at a lower resolution.
file-refused-too-many = That is the most files this can hold. Remove some first.

file-open = Open
file-download = Download
file-erased = erased
file-with-reason = Open with a reason
file-of-requester = sent by the requester
file-size-kb = { $n } kB
file-size-mb = { $n } MB
file-kind-image = picture
file-kind-pdf = PDF
file-kind-word = document
file-kind-table = spreadsheet
file-kind-audio = sound
file-kind-video = film
file-kind-text = text
case-files = Attachments
case-files-none = Nothing attached.

error-erased-title = This is no longer there
error-erased-next = The person it was about has had their data erased. What remains is the proof that something was there.
