"""The copied style sheets keep the licence: no GDS font, no crest, and an open font that can write Welsh."""

import json
import re
from pathlib import Path

from bootstrap.assets import adapt_style, font_faces
from bootstrap.locks import drop_addresses
from bootstrap.stamps import VAR

FACE = "@font-face{font-family:GDS Transport;font-weight:400;src:url(/assets/fonts/light.woff2)}"
STYLE = ".a{font-family:GDS Transport,arial,sans-serif}"


def test_the_gds_font_gives_way_to_our_own() -> None:
    adapted = adapt_style(FACE + STYLE)
    assert adapted == '.a{font-family:"Alongside Sans",arial,sans-serif}'


def test_the_crest_and_the_source_map_are_dropped() -> None:
    adapted = adapt_style(
        ".b{mask-image:url(/assets/images/govuk-crest.svg)}\n/*# sourceMappingURL=x.css.map */"
    )
    assert "crest" not in adapted
    assert "sourceMappingURL" not in adapted
    assert "mask-image:linear-gradient" in adapted


def test_the_open_font_holds_the_letters_of_welsh() -> None:
    ranges = re.findall(r"U\+([0-9A-F]+)-([0-9A-F]+)", font_faces())
    for letter in "âêîôûŵŷÂÊÎÔÛŴŶ£’":
        assert any(int(low, 16) <= ord(letter) <= int(high, 16) for low, high in ranges), letter


def test_nothing_kept_for_gov_uk_hosts_was_copied() -> None:
    copied = [path for path in (VAR / "assets").rglob("*") if path.is_file()]
    assert copied
    assert not [path for path in copied if "crest" in path.name or "crown" in path.name]
    for style in (VAR / "assets").rglob("*.css"):
        assert "GDS Transport" not in style.read_text()


def test_an_npm_lock_loses_its_addresses_and_keeps_its_checksums(tmp_path: Path) -> None:
    lock = tmp_path / "package-lock.json"
    entry = {"integrity": "sha512-x", "resolved": "https://a", "funding": {"url": "https://b"}}
    lock.write_text(json.dumps({"packages": {"node_modules/a": entry}}))
    drop_addresses(lock)
    assert json.loads(lock.read_text()) == {
        "packages": {"node_modules/a": {"integrity": "sha512-x"}}
    }
