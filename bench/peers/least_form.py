"""The least saved form: plain Flask, one Jinja template without macros, one durable SQLite commit.

It has no sign-in, form token, checks, encryption, audit trail, versions, languages or layout.
"""

from __future__ import annotations

import os
import sqlite3
from threading import local

from flask import Flask, redirect, render_template_string, request
from werkzeug.wrappers import Response

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>What is your name?</title></head>
<body>
<main>
<h1>What is your name?</h1>
<form method="post">
<label for="first">First names</label> <input id="first" name="first" value="{{ first }}">
<label for="last">Last name</label> <input id="last" name="last" value="{{ last }}">
<button>Continue</button>
</form>
</main>
</body>
</html>
"""

app = Flask(__name__)
mine = local()


@app.get("/<int:key>")
def form(key: int) -> str:
    """Show the form with what is stored."""
    query = "SELECT first, last FROM answers WHERE key = ?"
    first, last = database().execute(query, (key,)).fetchone() or ("", "")
    return render_template_string(PAGE, first=first, last=last)


@app.post("/<int:key>")
def save(key: int) -> Response:
    """Store what was typed and show it again."""
    row = (key, request.form["first"], request.form["last"])
    database().execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", row)
    return redirect(f"/{key}", code=303)


def database() -> sqlite3.Connection:
    """Return this thread's connection, which commits each statement to the disk."""
    if not hasattr(mine, "connection"):
        mine.connection = sqlite3.connect(
            os.environ["LEAST_FORM"], isolation_level=None, timeout=10
        )
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            mine.connection.execute(f"PRAGMA {pragma}")
    found: sqlite3.Connection = mine.connection
    return found


def lay_table(path: str) -> None:
    """Make the one table."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE answers (key INTEGER PRIMARY KEY, first TEXT, last TEXT)")
