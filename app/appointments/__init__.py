"""Appointments: the times on offer at a place, and the places in them that applications take.

`offering` makes slots from weekly sessions and says which are on offer; `desk` holds, books and
releases. Who may book, and what is told to whom, is decided in app.applications.
"""

from __future__ import annotations

from app.appointments.desk import (
    HOLD_SECONDS,
    AlreadyBooked,
    NoSuchSlot,
    SlotGone,
    appointment_of,
    book,
    confirm_hold,
    get_slot,
    hold,
    lock_slots,
    rebook,
    release,
    sweep_lapsed,
)
from app.appointments.models import Appointment, Slot, State
from app.appointments.offering import (
    generate_all_slots,
    generate_slots,
    offered_days,
    offered_slots,
    offered_span,
    offered_times,
)

__all__ = [
    "HOLD_SECONDS",
    "AlreadyBooked",
    "Appointment",
    "NoSuchSlot",
    "Slot",
    "SlotGone",
    "State",
    "appointment_of",
    "book",
    "confirm_hold",
    "generate_all_slots",
    "generate_slots",
    "get_slot",
    "hold",
    "lock_slots",
    "offered_days",
    "offered_slots",
    "offered_span",
    "offered_times",
    "rebook",
    "release",
    "sweep_lapsed",
]
