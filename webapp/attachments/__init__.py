"""Files that people attach: what they are is decided by their content, pictures lose everything but the picture, and all of it is
sealed with the key of the person it is about, so that erasing the person erases them.

A file is uploaded at once and belongs to nobody's case until the form with its id is sent (`attach`); what no form takes up is
swept after a day."""

from webapp.attachments.keeping import Kept, Limits, Refused, Upload, attach, keep, on_hand
from webapp.attachments.opening import content_of, names_of, thumbnail_of
from webapp.attachments.sweeping import sweep

__all__ = ["Kept", "Limits", "Refused", "Upload", "attach", "content_of", "keep", "names_of", "on_hand", "sweep", "thumbnail_of"]
