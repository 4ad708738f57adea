"""Files under /assets: kept for ever only under the address that carries their hash."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from app.web import assets
from app.web.assets import AssetAddresses, ServeAssets, hash_of


@pytest.fixture
def client(face: Flask) -> Client:
    return Client(ServeAssets(face))


def test_an_address_with_the_files_hash_is_kept_for_ever(client: Client) -> None:
    address = AssetAddresses()("alongside/start.js")
    assert address == f"/assets/alongside/start.js?v={hash_of(assets.OWN / 'start.js')}"
    answer = client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize("query", ["", "?v=0000000000", "?v=None", "?x=1"])
def test_another_address_of_the_file_is_asked_for_again(client: Client, query: str) -> None:
    answer = client.get(f"/assets/alongside/start.js{query}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "max-age=3600, public"


@pytest.mark.parametrize(
    "path",
    ["/assets/nope.css", "/assets/../wsgi.py", "/assets/alongside/../../face.py", "/assets/"],
)
def test_nothing_else_is_served(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Cache-Control" in answer.headers


def test_other_paths_go_to_the_app(client: Client) -> None:
    assert client.get("/").text == "start"


def test_a_file_that_is_not_there_gets_a_plain_address() -> None:
    assert AssetAddresses()("govuk/nope.css") == "/assets/govuk/nope.css"


def test_the_hash_follows_the_content(tmp_path: Path) -> None:
    file = tmp_path / "a.css"
    file.write_text("a{}")
    before = hash_of(file)
    file.write_text("b{}")
    assert hash_of(file) != before
