"""What a timeline tells of post that came in: a slip with what is ticked on it, a signed page, an undo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agent_console.happenings import Happening
from agent_console.message_words import CHANNELS
from agent_console.slips_shown import Posts, in_words
from app.i18n import Words, _
from app.messages.kinds import name_of
from app.messages.models import Message
from app.messages.returned_models import PostIn, PostKind

CAME_IN: dict[str, Words] = {
    PostKind.SLIP: _("the reply slip came in"),
    PostKind.PAGE: _("signed page {page} came in"),
}
UNDONE: dict[str, Words] = {
    PostKind.SLIP: _("the reply slip did not come in after all"),
    PostKind.PAGE: _("signed page {page} did not come in after all"),
}


def from_post(posts: Posts, names: Mapping[str, str]) -> Iterator[Happening]:
    """Yield what came in, what it says and who typed it; and what was checked in by mistake."""
    for post, message in posts:
        by = _by(post.by, names)
        yield Happening(post.at, _title(post, message, CAME_IN), _said(post, message, by))
        if post.undone_at is not None:
            by = _by(post.undone_by or "", names)
            yield Happening(post.undone_at, _title(post, message, UNDONE), by)


def _title(post: PostIn, message: Message, words: Mapping[str, Words]) -> Words:
    called = Words("{channel}: {kind}", {"channel": CHANNELS[message.channel], "kind": name_of(message.kind)})  # fmt: skip
    what = words[post.kind].filled(page=post.page or "–")
    return _("{message}: {what}").filled(message=called, what=what)


def _said(post: PostIn, message: Message, by: Words) -> Words:
    if post.kind != PostKind.SLIP:
        return by
    return Words("{by}: {ticked}", {"by": by, "ticked": in_words(post, message)})


def _by(actor_id: str, names: Mapping[str, str]) -> Words:
    return _("by {name}").filled(name=names.get(actor_id, "–"))
