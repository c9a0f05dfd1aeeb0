"""What people see when something does not work: what happened, and what to do next."""

from __future__ import annotations

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

KNOWN = {400, 403, 404, 405, 413, 429}


def register(app: Flask) -> None:
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _refused)


def _form_expired(_error: CSRFError) -> ResponseReturnValue:
    return render_template("errors/error.html", kind="form-expired", status=400), 400


def _refused(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400 or error.response is not None:
        return error
    return render_template("errors/error.html", kind=str(status) if status in KNOWN else "500", status=status), status
