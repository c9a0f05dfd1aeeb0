"""Identity numbers of the People's Republic (GB 11643-1999): 17 digits and a check character."""

from __future__ import annotations

import re

WHOLE = re.compile(r"[1-9]\d{16}[\dX]")
CHECK = "10X98765432"
"""Check character by the sum of digits times their weight, modulo 11."""


def normal(number: str) -> str:
    """One spelling: no blanks, a capital X."""
    return re.sub(r"\s", "", number).upper()


def is_id_number(number: str) -> bool:
    """Whether it is whole and its last character is right."""
    plain = normal(number)
    if not WHOLE.fullmatch(plain):
        return False
    return CHECK[sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(plain[:17])) % 11] == plain[17]
