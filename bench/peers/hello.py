"""The bare hello: Flask and one view that returns a word."""

from __future__ import annotations

from flask import Flask

app = Flask(__name__)


@app.route("/")
def hello() -> str:
    """Say hello."""
    return "Hello"
