## Files that people attach

wrong-unknown-file = Please choose the file again: it did not arrive, or was removed meanwhile.
wrong-file-type = This kind of file is not what is asked for here.
wrong-too-many = These are too many files.
