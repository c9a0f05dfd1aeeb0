"""Regular expressions of XPath and XQuery."""

from __future__ import annotations

import pytest

from engine.feel import FeelLimit
from tests.engine.feel.asking import value


@pytest.mark.parametrize(
    ("text", "pattern", "flags", "expected"),
    [
        ("Mary\rJones", "Mary.Jones", "", False),
        ("Mary\nJones", "Mary.Jones", "", False),
        ("Mary\nJones", "Mary.Jones", "s", True),
        ("a\nb", "^b$", "", False),
        ("a\nb", "^b$", "m", True),
        ("aB", "Ab", "i", True),
        ("\u212a", "k", "i", True),
        ("Q", "[^q]", "i", False),
        ("x", "[A-Z-[OI]]", "i", True),
        ("o", "[A-Z-[OI]]", "i", False),
        ("b", "[a-z-[aeiou]]", "", True),
        ("e", "[a-z-[aeiou]]", "", False),
        ("é", "^[\\w-[a-z]]$", "", True),
        ("e", "^[\\w-[a-z]]$", "", False),
        ("c", "[a-z-[b-y-[c]]]", "", True),
        ("d", "^[a-z-[b-y-[c]]]$", "", False),
        ("z", "[^a-c-[z]]", "", False),
        ("中文", "^\\p{IsCJKUnifiedIdeographs}+$", "", True),
        ("A", "\\p{Lu}", "", True),
        ("a", "\\P{Lu}", "", True),
        ("a b", "a\\sb", "", True),
        ("a b", "a b", "x", False),
        ("a b", "a[ ]b", "x", True),
        ("13812345678", "^1[3-9]\\d{9}$", "", True),
        ("abab", "(ab)\\1", "", True),
        ("abAB", "(ab)\\1", "i", True),
        ("abac", "^(ab)\\1$", "", False),
        ("aa bb", "(a)\\1 (b)\\2", "", True),
        ("aaa", "^(a*?)a\\1$", "", True),
        ("xyxyx", "^(x|y)*x$", "", True),
        ("x-1", "[a-z]-\\d", "", True),
        ("_a", "^\\i\\c*$", "", True),
        ("", "^$", "", True),
        ("a{1}", "a\\{1\\}", "", True),
    ],
)
def test_what_matches(text: str, pattern: str, flags: str, expected: bool) -> None:
    assert value("matches(t, p, f)", t=text, p=pattern, f=flags) is expected


MALFORMED = ["(", ")", "[", "]", "a**", "+", "a{2,1}", "a{x}", "\\", "\\q", "[b-a]", "(a)\\2", "[\\1]", "[]", "\\p{Xx}"]
MALFORMED += ["a{99999}", "\\p{L", "[a-]b["]


@pytest.mark.parametrize("pattern", MALFORMED)
def test_what_is_no_pattern_gives_null(pattern: str) -> None:
    assert value('matches("a", p)', p=pattern) is None


@pytest.mark.parametrize(
    ("pattern", "replacement", "expected"),
    [
        ("(a)(b)?", "[$1$2]", "[ab]c[a]"),
        ("(a)", "$0$0", "aabcaa"),
        ("a", "\\$1", "$1bc$1"),
        ("a", "$", None),
        ("a", "\\x", None),
        ("(a)", "$12", "a2bca2"),
        ("z", "x", "abca"),
        ("(.)(?:.)", "$1", "ac"),
        ("(a)b(c)\\1", "$2", "c"),
    ],
)
def test_replacing(pattern: str, replacement: str, expected: str | None) -> None:
    assert value('replace("abca", p, r)', p=pattern, r=replacement) == expected


@pytest.mark.parametrize("pattern", ["(a*)*b", "(a|a)*b", "(a+)+$b", "(.*)(.*)(.*)(.*)[^a]b"])
def test_patterns_that_backtrack_for_ever_elsewhere_end_at_once(pattern: str) -> None:
    assert value("matches(t, p)", t="a" * 50_000, p=pattern) is False


@pytest.mark.parametrize("pattern", ["(a*)*\\1b", "((a|a)*)\\1b", "(a?){300}\\1b"])
def test_back_references_are_counted(pattern: str) -> None:
    with pytest.raises(FeelLimit):
        value("matches(t, p)", t="a" * 5_000, p=pattern)
