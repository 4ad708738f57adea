"""Every kind of message there is, found by its kind and version. A new service adds its line here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from app.i18n import LANGUAGES, Words
from app.messages.inbound.wording import TEXT_WORDINGS
from app.messages.kiosk_wording import KIOSK_WORDINGS
from app.messages.legal_aid_newer import NEWER_WORDINGS
from app.messages.legal_aid_wording import LEGAL_AID_WORDINGS
from app.messages.models import Message
from app.messages.slip_wording import SLIP_WORDINGS
from app.messages.visit_wording import VISIT_WORDINGS
from app.messages.wording import Holes, Wording, WordingError, text_in
from app.values.sms_text import parts

_ALL: dict[tuple[str, int], Wording] = {
    (wording.kind, wording.version): wording
    for wording in (
        *VISIT_WORDINGS,
        *LEGAL_AID_WORDINGS,
        *SLIP_WORDINGS,
        *NEWER_WORDINGS,
        *TEXT_WORDINGS,
        *KIOSK_WORDINGS,
    )
}


@contextmanager
def also(wordings: Iterable[Wording]) -> Iterator[None]:
    """Know these wordings as well inside the block: for a service that only a test or example runs.

    Raises WordingError for a kind and version that is already known.
    """
    added = {(wording.kind, wording.version): wording for wording in wordings}
    known = added.keys() & _ALL.keys()
    if known:
        raise WordingError(f"there is a wording for {sorted(known)} already")
    _ALL.update(added)
    try:
        yield
    finally:
        for key in added:
            del _ALL[key]


def wording_of(kind: str, version: int | None = None) -> Wording:
    """Return one version of a kind's wording, or the latest; raise WordingError for none."""
    found = _latest().get(kind) if version is None else _ALL.get((kind, version))
    if found is None:
        raise WordingError(f"no wording for {kind!r} version {version or 'latest'}")
    return found


def is_known(kind: str, version: int) -> bool:
    """Say whether this program has the words: a newer one may have queued what an older meets."""
    return (kind, version) in _ALL


def all_kinds() -> tuple[Wording, ...]:
    """Return the latest wording of every kind."""
    return tuple(_latest().values())


def name_of(kind: str) -> Words:
    """Return what lists call a kind; one that is no longer known is called by its slug."""
    found = _latest().get(kind)
    return found.name if found else Words(kind)


def _latest() -> dict[str, Wording]:
    return {wording.kind: wording for wording in sorted(_ALL.values(), key=lambda one: one.version)}


def text_of(message: Message) -> str:
    """Return the text of a stored message, exactly as it is or will be sent."""
    wording = wording_of(message.kind, message.wording_version)
    return text_in(wording, message.body, message.language, plain_words=message.plain)


def samples_of_all_kinds(*, letters: bool = False) -> Iterator[tuple[str, Wording, Holes]]:
    """Yield each sample's name ("visit-booked", "legal-aid-outcome-no"), its wording and holes.

    With `letters` only of what has a letter.
    """
    for wording in all_kinds():
        if letters and wording.texts_only:
            continue
        for name, holes in wording.all_samples():
            yield (f"{wording.kind}-{name}" if name else wording.kind), wording, holes


def sms_samples(*, ours: Holes | None = None) -> list[dict[str, Any]]:
    """Return every text in every language with its encoding and the parts it is paid for as.

    `ours` are the holes that an installation fills in the same way in every text.
    """
    samples = []
    for _name, wording, holes in samples_of_all_kinds():
        for language in LANGUAGES:
            text = text_in(wording, {**holes, **(ours or {})}, language)
            counted = parts(text)
            samples.append(
                {
                    "kind": wording.kind,
                    "language": language,
                    "text": text,
                    "encoding": counted.encoding.value,
                    "parts": counted.parts,
                }
            )
    return samples
