"""The sample face, of each look, and a client for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.settings import Settings
from tests.integration.web.sample import LOOKS, make_sample


@pytest.fixture
def face(settings: Settings) -> Flask:
    return make_sample(settings)


@pytest.fixture
def client(face: Flask) -> FlaskClient:
    return face.test_client()


@pytest.fixture(params=sorted(LOOKS))
def either_face(request: pytest.FixtureRequest, settings: Settings) -> Flask:
    return make_sample(settings, LOOKS[request.param])


@pytest.fixture
def secure_client(settings: Settings) -> FlaskClient:
    return make_sample(replace(settings, secure_cookies=True, trusted_proxies=1)).test_client()
