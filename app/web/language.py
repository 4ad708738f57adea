"""The language that one request is answered in.

A face says it once it knows (`use_language`), and may change its mind while the request runs; when
the request ends the thread speaks its former language again.
"""

from __future__ import annotations

from contextlib import ExitStack

from flask import request

from app.i18n import ENGLISH, LANGUAGES, speaking

STACK = "alongside.languages"


def use_language(language: str) -> None:
    """Answer the rest of this request in a language; an unknown one is English."""
    stack: ExitStack = request.environ[STACK]
    stack.enter_context(speaking(language if language in LANGUAGES else ENGLISH))
