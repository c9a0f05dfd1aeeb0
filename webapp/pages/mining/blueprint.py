"""Mining's part of the site. The modules beside this one put their pages into it."""

from flask import Blueprint

pages = Blueprint("mining", __name__, url_prefix="/audit/mining")
