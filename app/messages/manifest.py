"""The manifest of a print batch: one row a letter, in the order of the print file. It names no one."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from io import StringIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.messages.batches import get_batch
from app.messages.models import LetterFile


@dataclass(frozen=True)
class ManifestRow:
    """One letter. Pages count from 1 in the print file; the address is a keyed hash.

    `copies` is how often it was printed again, after a jam for example.
    """

    order: int
    reference: str
    pages: int
    sheets: int
    postage: str
    first_page: int
    last_page: int
    format: str
    copies: int
    address_hash: str


def manifest(session: Session, batch_id: UUID) -> list[ManifestRow]:
    """Return the rows of a batch's manifest, in the order of its print file."""
    get_batch(session, batch_id)
    columns = [
        LetterFile.place if field.name == "order" else getattr(LetterFile, field.name)
        for field in fields(ManifestRow)
    ]
    query = select(*columns).where(LetterFile.batch_id == batch_id).order_by(LetterFile.place)
    return [ManifestRow(*row) for row in session.execute(query)]


def manifest_csv(rows: Sequence[ManifestRow]) -> str:
    """Return a manifest as CSV with a heading line."""
    out = StringIO()
    writer = csv.DictWriter(out, [field.name for field in fields(ManifestRow)])
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)
    return out.getvalue()


def manifest_json(rows: Sequence[ManifestRow]) -> str:
    """Return a manifest as a JSON list."""
    return json.dumps([asdict(row) for row in rows], indent=2)
