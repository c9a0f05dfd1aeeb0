"""Masks of domain part B.11."""

import pytest

from webapp.vault import mask, redact


@pytest.mark.parametrize(
    ("kind", "value", "masked"),
    [
        ("name", "张三", "张*"),
        ("name", "王小明", "王*明"),
        ("name", "欧阳小明", "欧**明"),
        ("name", "John Smith", "J*** S****"),
        ("phone", "13812345678", "138****5678"),
        ("phone", "+86 138-1234-5678", "138****5678"),
        ("phone", "0631-5223344", "**********44"),
        ("id_number", "371002199003071234", "3710**********1234"),
        ("address", "威海市环翠区竹岛街道塔山社区文化路12号3单元", "威海市环翠区竹岛街道塔山社区***"),
        ("address", "荣成市崖头街道中山小区5号楼", "荣成市崖头街道***"),
        ("address", "某处", "***"),
        ("something new", "secret", "***"),
    ],
)
def test_a_value_is_masked_by_its_class(kind: str, value: str, masked: str) -> None:
    assert mask(kind, value) == masked


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("请打13812345678联系我", "请打138****5678联系我"),
        ("身份证37100219900307123X,谢谢", "身份证3710**********123X,谢谢"),
        ("座机0631-5223344", "座机0631-****3344"),
        ("卡号6222021234567890123", "卡号6222********0123"),
        ("车牌鲁K12345乱停", "车牌鲁K·**345乱停"),
        ("写信到 wang@example.com", "写信到 w***@example.com"),
        ("路面破损3处, 长约12米, 编号20260302000017", "路面破损3处, 长约12米, 编号20260302000017"),
        ("12345热线答复慢", "12345热线答复慢"),
    ],
)
def test_numbers_of_people_are_blotted_out_of_free_text(text: str, redacted: str) -> None:
    assert redact(text) == redacted
