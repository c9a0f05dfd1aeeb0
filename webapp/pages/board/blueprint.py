"""The boards' part of the site. The modules beside this one put their pages into it."""

from flask import Blueprint

pages = Blueprint("board", __name__, url_prefix="/board")
