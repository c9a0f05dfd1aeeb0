"""How personal values look by default, and how they are blotted out of free text.

The forms are the usual ones of public notices: 张*, 王*明, 138****5678, 3710**********1234, 鲁K·**345; addresses end at the
community."""

from __future__ import annotations

import re
from collections.abc import Callable

MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)")
LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})[- ]?(\d{3,4})(\d{4})(?!\d)")
ID_NUMBER = re.compile(r"(?<!\d)(\d{4})\d{10}(\d{3}[\dXx])(?![\dXx])")
BANK_CARD = re.compile(r"(?<!\d)(\d{4})[\d ]{8,14}(\d{4})(?!\d)")
PLATE = re.compile(r"([\u4e00-\u9fff][A-Z])[·. ]?([A-HJ-NP-Z0-9]{2,3})([A-HJ-NP-Z0-9]{3})(?![A-Z0-9])")
EMAIL = re.compile(r"([A-Za-z0-9._%+-])[A-Za-z0-9._%+-]*(@[A-Za-z0-9.-]+\.[A-Za-z]{2,})")
COMMUNITY = re.compile(r"^.*?(?:社区|居委会|村委会|村|街道|镇|乡|开发区|(?<!小)区|县|市)")
PLATE_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"


def mask(kind: str, value: str) -> str:
    """`value` of class `kind` as people see it without a reason to see more. An unknown class shows nothing."""
    return MASKS.get(kind, _nothing)(value)


def redact(text: str) -> str:
    """Blot phone, identity, card and plate numbers and mail addresses out of free text, e.g. for the title of a case."""
    text = ID_NUMBER.sub(lambda m: f"{m[1]}{'*' * 10}{m[2]}", text)
    text = MOBILE.sub(r"\1****\3", text)
    text = BANK_CARD.sub(lambda m: f"{m[1]}{'*' * 8}{m[2]}", text)
    text = LANDLINE.sub(r"\1-****\3", text)
    text = EMAIL.sub(r"\1***\2", text)
    return PLATE.sub(lambda m: f"{m[1]}·{'*' * len(m[2])}{m[3]}" if m[1][0] in PLATE_PROVINCES else m[0], text)


def mask_name(name: str) -> str:
    """张三 -> 张*, 王小明 -> 王*明, 欧阳小明 -> 欧**明, John Smith -> J*** S****."""
    name = name.strip()
    if name.isascii():
        return " ".join(word[0] + "*" * (len(word) - 1) for word in name.split())
    if len(name) <= 2:
        return name[:1] + "*" * (len(name) - 1)
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_phone(phone: str) -> str:
    """138****5678; other numbers keep their last two digits."""
    found = MOBILE.fullmatch(phone.strip())
    if found:
        return f"{found[1]}****{found[3]}"
    return "*" * max(len(phone.strip()) - 2, 0) + phone.strip()[-2:]


def mask_id_number(number: str) -> str:
    number = number.strip()
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}" if len(number) >= 12 else "*" * len(number)


def mask_address(address: str) -> str:
    """Down to the community, or as far down as the address names one of the levels above it."""
    longest = ""
    rest = address
    while found := COMMUNITY.match(rest):
        longest += found[0]
        rest = rest[found.end() :]
        if found[0].endswith(("社区", "村", "居委会", "村委会")):
            break
    return f"{longest}***"


def _nothing(value: str) -> str:
    return "***"


MASKS: dict[str, Callable[[str], str]] = {
    "name": mask_name,
    "phone": mask_phone,
    "id_number": mask_id_number,
    "address": mask_address,
    "plate": redact,
    "statement": redact,
    "note": redact,
    "file_name": redact,
}
