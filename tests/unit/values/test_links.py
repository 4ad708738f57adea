"""A link that somebody typed is broken, and names, times and amounts are left alone."""

from __future__ import annotations

import time

import pytest

from app.values.links import unlinked


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("https://evil.example.com/win?x=1", "evil. example. com/win?x=1"),
        ("WWW.EVIL.EXAMPLE", "WWW. EVIL. EXAMPLE"),
        ("see bit.ly/abc now", "see bit. ly/abc now"),
        ("gov.uk", "gov. uk"),
        ("goo.gl/maps", "goo. gl/maps"),
        ("...bit.ly", ". . . bit. ly"),
        ("(evil.com.Thanks)", "(evil. com. Thanks)"),
        ("youtu.be", "youtu. be"),
        ("пример.рф/вход", "пример. рф/вход"),
        ("evil.bank/x", "evil. bank/x"),
        ("http://192.168.0.1/x", "192. 168. 0. 1/x"),
        ("javascript://alert", "alert"),
        ("sian@example.com", "sian@example. com"),
        ("name.pl", "name. pl"),
        ("x.ai", "x. ai"),
        ("x.zip", "x. zip"),
        ("evil.at", "evil. at"),
        ("evil.club win.top", "evil. club win. top"),
        ("evil\uff0ecom", "evil. com"),
        ("evil\u3002com", "evil. com"),
        ("ｅｖｉｌ．ｃｏｍ", "ｅｖｉｌ. ｃｏｍ"),
    ],
)
def test_a_link_cannot_be_pressed(typed: str, sent: str) -> None:
    assert unlinked(typed) == sent


@pytest.mark.parametrize(
    "typed",
    [
        "Siân O’Brien-Evans",
        "J.R. Price",
        "2.15pm to 4.15pm",
        "£1,234.56",
        "Mr. Company",
        "St.John",
        "and/or",
        "on 5.12.2026 at 2.15pm",
        "£12.50/week",
        "I.e. this/that",
        "J.A.Smith",
        "J.Li and W.Ng",
        "J.K.St.John or A.Page",
        "e.g.at noon, i.e.in prison",
        "B.Sc",
        "Yamada．Taro",
        "",
    ],
)
def test_what_is_no_link_is_left_alone(typed: str) -> None:
    assert unlinked(typed) == typed


@pytest.mark.parametrize("piece", ["a.", "a-", ".", "aa.bb", "1.1.", "x://", "a", "a/.", "://"])
def test_a_long_text_takes_no_longer_than_its_length(piece: str) -> None:
    started = time.thread_time()  # what others do on this machine does not count
    unlinked(piece * 20_000)
    assert time.thread_time() - started < 1
