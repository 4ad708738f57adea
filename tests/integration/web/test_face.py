"""What every page of every face carries and refuses."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from app.settings import Settings
from app.web import error_pages
from app.web.guard import UnmarkedView, check_every_view_is_marked, mark, public
from app.web.headers import HEADERS
from tests.integration.web.sample import make_sample, token_of

PATHS = ("/", "/step/mobile", "/nope", "/raise/forbidden", "/raise/bug", "/raise/418")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "Strict-Transport-Security" not in headers


def test_nothing_is_inline(client: FlaskClient) -> None:
    page = client.get("/step/mobile").text
    assert "<style" not in page and " style=" not in page and " onclick=" not in page
    assert all("src=" in tag.split(">")[0] for tag in page.split("<script")[1:])


def test_the_cookie_is_hidden_from_scripts_and_from_other_paths(settings: Settings) -> None:
    cookie = (
        make_sample(settings, mounted_at="/sample")
        .test_client()
        .get("/step/mobile")
        .headers["Set-Cookie"]
    )
    assert cookie.startswith("alongside-sample=")
    for part in ("HttpOnly", "Path=/sample", "SameSite=Lax"):
        assert part in cookie


def test_on_https_the_cookie_is_secure_and_browsers_stay_on_https(
    secure_client: FlaskClient,
) -> None:
    answer = secure_client.get("/step/mobile", headers={"X-Forwarded-Proto": "https"})
    assert "; Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_a_form_without_a_good_token_is_refused_with_a_way_back(client: FlaskClient) -> None:
    token = token_of(client)
    for wrong in ("", token[:-2] + "xx", token + "\x00", "é" * 50):
        answer = client.post("/step/mobile", data={"csrf_token": wrong})
        assert answer.status_code == 400
        assert answer.text.count("<h1") == 1
        assert "open for too long" in answer.text
        assert 'href="/step/mobile"' in answer.text
        assert "Traceback" not in answer.text


def test_a_token_of_another_session_is_refused(face: Flask) -> None:
    mine, theirs = face.test_client(), face.test_client()
    token_of(mine)
    assert mine.post("/step/mobile", data={"csrf_token": token_of(theirs)}).status_code == 400


def test_a_good_token_is_taken_however_old_the_page_is(client: FlaskClient) -> None:
    answer = client.post("/step/mobile", data={"csrf_token": token_of(client)})
    assert answer.status_code == 200
    assert "<title>Error:" in answer.text


def test_too_much_text_gets_a_plain_page(client: FlaskClient) -> None:
    answer = client.post("/step/mobile", data={"mobile": "x" * 300_000})
    assert answer.status_code == 413
    assert answer.text.count("<h1") == 1
    assert "too much text" in answer.text


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/nope", error_pages.MISSING),
        ("/raise/missing", error_pages.MISSING),
        ("/raise/forbidden", error_pages.FORBIDDEN),
        ("/closed", error_pages.FORBIDDEN),
        ("/raise/conflict", error_pages.CHANGED),
        ("/raise/bug", error_pages.BROKEN),
        ("/raise/418", error_pages.UNREADABLE),
        ("/forget", error_pages.WRONG_WAY),
    ],
)
def test_error_pages_speak_the_language_of_the_person(
    client: FlaskClient, path: str, page: error_pages.ErrorPage, language: str
) -> None:
    answer = client.get(f"{path}?lang={language}")
    assert answer.status_code == (418 if path.endswith("418") else page.status)
    assert f'<html lang="{language}"' in answer.text
    assert str(escape(page.title.in_language(language))) in answer.text
    assert answer.text.count("<h1") == 1
    assert "Carys" not in answer.text and "Traceback" not in answer.text


def test_a_way_back_that_cannot_be_opened_leads_to_the_start(client: FlaskClient) -> None:
    page = client.post("/forget", data={"csrf_token": "wrong"}).text
    assert 'href="/"' in page and 'href="/forget"' not in page


def test_the_language_of_one_request_does_not_reach_the_next(client: FlaskClient) -> None:
    assert '<html lang="cy"' in client.get("/nope?lang=cy").text
    assert '<html lang="en"' in client.get("/nope?lang=<script>").text


def test_log_lines_have_no_personal_data(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    token = token_of(client)
    client.post("/step/mobile?q=Carys", data={"csrf_token": token, "mobile": "07700 900123"})
    client.get("/raise/bug?who=Carys")
    client.get("/raise/missing")
    client.get("/person/PE-SECRET")
    written = capsys.readouterr()
    lines = [json.loads(line) for line in written.out.splitlines()]
    requests = [line for line in lines if line["event"] == "request"]
    assert [(line["endpoint"], line["status"]) for line in requests] == [
        ("step", 200),
        ("step", 200),
        ("fail", 500),
        ("fail", 404),
        (None, 404),
    ]
    everything = written.out + written.err
    for secret in ("Carys", "900123", "SECRET", token):
        assert secret not in everything


def test_a_failure_is_logged_by_type_and_place_under_the_number_on_its_page(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    page = client.get("/raise/bug").text
    failure = next(
        line
        for line in map(json.loads, capsys.readouterr().out.splitlines())
        if line["event"] == "failure"
    )
    assert failure["error"] == "RuntimeError"
    assert any("sample.py" in place for place in failure["places"])
    assert failure["id"] in page


def test_the_guard_lets_in_only_those_that_the_face_lets_in(client: FlaskClient) -> None:
    assert client.get("/closed").status_code == 403
    assert client.get("/closed?let=in").text == "inside"


def test_a_view_without_a_mark_is_not_served(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    app = make_sample(settings)
    app.add_url_rule("/bare", "bare", lambda: "never shown")
    with pytest.raises(UnmarkedView, match="bare"):
        check_every_view_is_marked(app)
    answer = app.test_client().get("/bare")
    assert answer.status_code == 500
    assert "never shown" not in answer.text
    assert "UnmarkedView" in capsys.readouterr().out


def test_a_view_is_marked_once() -> None:
    def view() -> str:
        return ""

    public(view)
    with pytest.raises(ValueError, match="twice"):
        mark(view, "device")
