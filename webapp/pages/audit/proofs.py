"""Proof packages for auditors, who have no terminal: the package of a case, and the program that checks it anywhere."""

from __future__ import annotations

from io import BytesIO

from flask import flash, g, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from webapp.casework.queries import case as queries
from webapp.pages.audit.blueprint import pages
from webapp.pages.case_view import is_readable, readable
from webapp.pages.people import me
from webapp.pages.texts import t
from webapp.proof.making import make
from webapp.proof.package import VERIFIER


@pages.post("/proofs")
def take_proof() -> ResponseReturnValue:
    """The package of the case in the form, without attached files: those may hold personal data in clear. What one may not read
    is not there."""
    number = request.form.get("number", "").strip()
    found = queries.by_number(number)
    if found is None or not is_readable(found):
        flash(t("audit-proof-no-case", number=number[:40]), "warn")
        return redirect(url_for(".show"), 303)
    case = readable(number)
    package = BytesIO()
    make(package, case.number, by=me().actor.label, locale=g.locale)
    package.seek(0)
    return send_file(package, mimetype="application/zip", as_attachment=True, download_name=f"{case.number}.proof.zip", max_age=0)


@pages.get("/verify_proof.py")
def verifier() -> ResponseReturnValue:
    """The standalone program, as it lies in every package."""
    return send_file(BytesIO(VERIFIER.read_bytes()), mimetype="text/x-python", as_attachment=True, download_name=VERIFIER.name)
