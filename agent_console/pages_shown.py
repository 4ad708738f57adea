"""What staff see of a form that is signed on paper: each page to sign, awaited or in, by whom and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from agent_console.names import names_of
from agent_console.slips_shown import Posts
from app.i18n import Words
from app.messages.kinds import name_of
from app.messages.models import Channel, LetterFile, Message, State
from app.messages.returned_models import PostIn, PostKind

ON_PAPER = (State.RENDERED, State.PRINTED)


@dataclass(frozen=True)
class PageShown:
    """One page: its number, and when it came in and by whom, where it did.

    `asked`: there is a place to sign on it.
    """

    number: int
    asked: bool
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True)
class FormShown:
    """One letter with places to sign."""

    letter: Words
    pages: tuple[PageShown, ...]

    @property
    def complete_at(self) -> datetime | None:
        """Return when the last page that was asked for came in; None while one is awaited."""
        moments = [page.at for page in self.pages if page.asked]
        known = [at for at in moments if at is not None]
        return max(known) if known and len(known) == len(moments) else None


def form_shown(
    session: Session, message: Message, to_sign: Sequence[int] | None, posts: Posts
) -> FormShown:
    """Return the pages of one letter that are to be signed, and any others that came in."""
    here = {post.page: post for post, letter in posts if letter.id == message.id and _is_here(post)}
    names = names_of(session, (post.by for post in here.values()))
    asked = set(to_sign or ())
    numbers = sorted(asked | {page for page in here if page})
    pages = (_page(number, number in asked, here.get(number), names) for number in numbers)
    return FormShown(name_of(message.kind), tuple(pages))


def forms_about(session: Session, messages: Iterable[Message], posts: Posts) -> list[FormShown]:
    """Return every printed letter among these that has something to sign, or of which a page came in."""
    letters = {one.id: one for one in messages if one.channel == Channel.LETTER}
    asked = _to_sign(session, [key for key, one in letters.items() if one.state in ON_PAPER])
    back = {letter.id for post, letter in posts if _is_here(post)}
    found = [(key, one) for key, one in letters.items() if key in asked or key in back]
    return [form_shown(session, one, asked.get(key), posts) for key, one in found]


def _to_sign(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[int]]:
    if not ids:
        return {}
    query = select(LetterFile.message_id, LetterFile.to_sign)
    found = session.execute(query.where(LetterFile.message_id.in_(ids)))
    return {key: pages for key, pages in found if pages}


def _is_here(post: PostIn) -> bool:
    return post.kind == PostKind.PAGE and post.undone_at is None


def _page(number: int, asked: bool, post: PostIn | None, names: dict[str, str]) -> PageShown:
    if post is None:
        return PageShown(number, asked)
    return PageShown(number, asked, post.at, names.get(post.by, "–"))
