"""The named errors that the domain raises and that each face turns into a page."""

from __future__ import annotations


class AlongsideError(Exception):
    """Anything our own code refuses. The message is for the log, never for the public."""


class NotFound(AlongsideError):
    """There is no such record, or this actor may not know of it."""


class Forbidden(AlongsideError):
    """This actor does not hold the permission that the action asks for."""


class SettingsError(AlongsideError):
    """The settings are missing or wrong; the message is one clear line for the operator."""


class VersionConflict(AlongsideError):
    """Somebody else saved this record first; nothing was overwritten."""


class AlreadyDone(AlongsideError):
    """The action was carried out before; repeating it changes nothing."""


class NotAllowedNow(AlongsideError):
    """The record's status does not allow this action."""
