"""The modelling studio without its pages: drafts of process folders, their versions, comments, files in and out."""
