"""Signing in, in two steps, and the sign-in that each console request shows again.

Five wrong tries within 15 minutes, passwords and codes together, shut the door for 15 minutes. A
refusal reads the same whether the name, the password or the lock was the cause. Wrong tries must be
counted although they fail: the checks return an `Attempt`, asked for its outcome after the commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from sqlalchemy import ColumnElement, Select, bindparam, select, update
from sqlalchemy.orm import Session, defer

from app.audit import Actor, record
from app.errors import AlongsideError
from app.i18n import Words, _
from app.identity.attempts import Attempt, Limit
from app.identity.models import Agent, SignIn
from app.identity.passwords import HASHER, matches, nobodys_hash, renewed
from app.identity.second_factor import timestep_of
from app.identity.tokens import digest_of, new_token

WRONG_TRIES = Limit(wrong=5, within=timedelta(minutes=15), lasts=timedelta(minutes=15))
TOUCH_EVERY = timedelta(minutes=1)
LONGEST_USERNAME = 40

_NOT_SIGNED_IN = _(
    "Check your username and password. After 5 wrong tries, wait 15 minutes and try again."
)
_WRONG_CODE = _(
    "Use the newest code from your app. Each code works once."
    " After 5 wrong tries, wait 15 minutes and sign in again."
)


# Made once: it runs at every request, and building it costs more than running it.
BY_TOKEN = (
    select(SignIn, Agent)
    .join(Agent, Agent.id == SignIn.agent_id)
    .where(SignIn.token_hash == bindparam("digest"))
    .options(defer(Agent.password_hash), defer(Agent.totp_secret))
)


class SignInRefused(AlongsideError):
    """This try did not sign anybody in; `words` are for the page."""

    def __init__(self, words: Words) -> None:
        super().__init__(type(self).__name__)
        self.words = words


class WrongPassword(SignInRefused):
    """There is no such agent, or the password is not theirs. Nobody is told which."""


class WrongCode(SignInRefused):
    """The code is wrong, too old, or was used before."""


class LockedOut(SignInRefused):
    """There were too many wrong tries. It carries the words of the step it was met at."""


class SignedOut(AlongsideError):
    """This sign-in ended or never was.

    `agent_id` is whose it was, so that a face can keep what they had typed until they are back; it
    is None when the token was never ours or the agent was let go.
    """

    def __init__(self, agent_id: UUID | None = None) -> None:
        super().__init__("signed out")
        self.agent_id = agent_id


@dataclass(frozen=True)
class WeighedPassword:
    """A password that was compared. Only `settle_password` says what came of it."""

    agent_id: UUID | None
    right: bool
    against: str
    fresh_hash: str | None


def weigh_password(
    session: Session, *, username: str, password: str, hasher: PasswordHasher = HASHER
) -> WeighedPassword:
    """Compare a password, which takes a tenth of a second, and write nothing.

    A face calls it in `reading()`, so that no writer waits while Argon2 works, and hands the result
    to `settle_password` in a unit of work. An unknown username takes as long as a known one.
    """
    folded = username.strip().casefold()
    # No stored username holds other characters, and PostgreSQL takes no NUL in a text.
    findable = folded.isascii() and folded.isprintable() and len(folded) <= LONGEST_USERNAME
    query = select(Agent.id, Agent.password_hash).where(Agent.username == folded)
    known = session.execute(query).one_or_none() if findable else None
    if known is None:
        matches(password, nobodys_hash(hasher), hasher=hasher)
        return WeighedPassword(None, right=False, against="", fresh_hash=None)
    right = matches(password, known.password_hash, hasher=hasher)
    fresh = renewed(password, known.password_hash, hasher=hasher) if right else None
    return WeighedPassword(known.id, right, known.password_hash, fresh)


def settle_password(session: Session, weighed: WeighedPassword, *, at: datetime) -> Attempt[Agent]:
    """Count a weighed password; its gain is the agent, who still owes a code.

    The outcome may raise WrongPassword or LockedOut. A right password does not undo wrong tries,
    or else whoever knows it could try codes for ever.
    """
    agent = _locked(session, weighed.agent_id)
    if agent is None or not agent.active:
        _note_refusal(session, agent, why="unknown", step="password", at=at)
        return Attempt(refusal=WrongPassword(_NOT_SIGNED_IN))
    if agent.is_locked(at):
        _note_refusal(session, agent, why="locked", step="password", at=at)
        return Attempt(refusal=LockedOut(_NOT_SIGNED_IN))
    if not weighed.right or agent.password_hash != weighed.against:
        _count_failure(session, agent, step="password", at=at)
        refusal = LockedOut if agent.is_locked(at) else WrongPassword
        return Attempt(refusal=refusal(_NOT_SIGNED_IN))
    agent.password_hash = weighed.fresh_hash or agent.password_hash
    return Attempt(agent)


def check_code(session: Session, agent: Agent, *, code: str, at: datetime) -> Attempt[Agent]:
    """Check the second factor; its gain is the agent, for `open_sign_in`.

    The outcome may raise WrongCode or LockedOut. A code that was used before is a wrong one.
    """
    kept = _locked(session, agent.id)
    if kept is None or not kept.active:
        _note_refusal(session, kept, why="unknown", step="code", at=at)
        return Attempt(refusal=WrongCode(_WRONG_CODE))
    if kept.is_locked(at):
        _note_refusal(session, kept, why="locked", step="code", at=at)
        return Attempt(refusal=LockedOut(_WRONG_CODE))
    timestep = timestep_of(code, secret=kept.totp_secret, at=at)
    if timestep is None or timestep <= kept.last_timestep:
        _count_failure(session, kept, step="code", at=at)
        refusal = LockedOut if kept.is_locked(at) else WrongCode
        return Attempt(refusal=refusal(_WRONG_CODE))
    kept.last_timestep = timestep
    kept.forget_failures()
    return Attempt(kept)


def open_sign_in(session: Session, agent: Agent, *, at: datetime) -> tuple[SignIn, str]:
    """Sign an agent in and return the token for their cookie; raise SignedOut if they were let go."""
    kept = _locked(session, agent.id)
    if kept is None or not kept.active:
        raise SignedOut
    token, digest = new_token()
    sign_in = SignIn(id=uuid4(), token_hash=digest, agent_id=kept.id, started_at=at, seen_at=at)
    session.add(sign_in)
    _note(session, "agent.signed-in", kept.id, at=at, sign_in=str(sign_in.id))
    return sign_in, token


def find_sign_in(
    session: Session,
    token: str,
    *,
    at: datetime,
    idle: int,
    longest: int,
    query: Select[*tuple[Any, ...]] = BY_TOKEN,
) -> Sequence[Any]:
    """Return the sign-in of a token and its agent, in one query; raise SignedOut.

    `idle` and `longest` are seconds since it was last seen and since it began. `seen_at` may lag
    `TOUCH_EVERY` behind, so a sign-in may run out that much early and never late. A `query` made
    from `BY_TOKEN` may bring more than the two, which are then returned behind them.
    """
    found = session.execute(query, {"digest": digest_of(token)}).first()
    if found is None:
        raise SignedOut
    sign_in: SignIn = found[0]
    agent: Agent = found[1]
    if not agent.active:
        raise SignedOut
    unused, age = at - sign_in.seen_at, at - sign_in.started_at
    if sign_in.ended_at or unused >= timedelta(seconds=idle) or age >= timedelta(seconds=longest):
        raise SignedOut(sign_in.agent_id)
    return found


def touch_is_due(sign_in: SignIn, *, at: datetime) -> bool:
    """Say whether `touch` would write, so that most requests open no unit of work for it."""
    return at - sign_in.seen_at >= TOUCH_EVERY


def touch(session: Session, sign_in: SignIn, *, at: datetime) -> bool:
    """Note that a sign-in is in use, at most once a minute; return whether it was due."""
    if not touch_is_due(sign_in, at=at):
        return False
    session.execute(
        update(SignIn)
        .where(SignIn.id == sign_in.id, SignIn.ended_at.is_(None), SignIn.seen_at < at)
        .values(seen_at=at)
    )
    return True


def sign_out(session: Session, sign_in: SignIn, *, at: datetime) -> None:
    """End one sign-in; ending it again changes nothing."""
    if _end(session, SignIn.id == sign_in.id, at=at):
        _note(session, "agent.signed-out", sign_in.agent_id, at=at, sign_in=str(sign_in.id))


def sign_out_everywhere(session: Session, agent: Agent, *, actor: Actor, at: datetime) -> int:
    """End every open sign-in of an agent; return how many there were."""
    count = _end(session, SignIn.agent_id == agent.id, at=at)
    if count:
        _note(session, "agent.signed-out-everywhere", agent.id, at=at, actor=actor, count=count)
    return count


def _end(session: Session, whose: ColumnElement[bool], *, at: datetime) -> int:
    """End the open sign-ins among these; return how many there were."""
    ending = update(SignIn).where(whose, SignIn.ended_at.is_(None)).values(ended_at=at)
    return len(session.scalars(ending.returning(SignIn.id)).all())


def _locked(session: Session, agent_id: UUID | None) -> Agent | None:
    """Read an agent for writing: two tries at once are counted one after the other."""
    if agent_id is None:
        return None
    return session.get(Agent, agent_id, populate_existing=True, with_for_update=True)


def _count_failure(session: Session, agent: Agent, *, step: str, at: datetime) -> None:
    agent.count_failure(WRONG_TRIES, at)
    _note_refusal(session, agent, why="wrong", step=step, at=at)
    if agent.is_locked(at):
        _note(session, "agent.locked-out", agent.id, at=at, step=step)


def _note_refusal(
    session: Session, agent: Agent | None, *, why: str, step: str, at: datetime
) -> None:
    """Record a refused try, never the name that was typed: it may be a password in a wrong box."""
    agent_id = agent.id if agent else None
    _note(session, "agent.sign-in-failed", agent_id, at=at, why=why, step=step)


def _note(
    session: Session,
    action: str,
    agent_id: UUID | None,
    *,
    at: datetime,
    actor: Actor | None = None,
    **details: object,
) -> None:
    record(
        session,
        action,
        actor=actor or Actor("agent", str(agent_id or "unknown")),
        at=at,
        subject_kind="agent",
        subject_id=agent_id,
        details=details,
    )
