"""Texts that people send us, and the questions that we asked them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _make_threads()
    _make_texts()
    _make_questions()
    _make_stops()


def _make_threads() -> None:
    op.create_table(
        "text_threads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number_token", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.Column("last_at", _TIME, nullable=False),
        sa.Column("handled_at", _TIME, nullable=True),
        sa.Column("handled_by", sa.String(length=80), nullable=True),
        _person("text_threads"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_threads")),
        sa.UniqueConstraint("number_token", name=op.f("uq_text_threads_number_token")),
    )
    op.create_index("ix_text_threads_listed", "text_threads", ["unread", "last_at"])
    op.create_index(op.f("ix_text_threads_person_id"), "text_threads", ["person_id"])


def _make_texts() -> None:
    op.create_table(
        "inbound_texts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("supplier_id", sa.String(length=64), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("opt_out", sa.String(length=10), nullable=True),
        sa.Column("received_at", _TIME, nullable=False),
        sa.Column("meaning", sa.String(length=20), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["text_threads.id"],
            name=op.f("fk_inbound_texts_thread_id_text_threads"),
            ondelete="CASCADE",
        ),
        _person("inbound_texts"),
        _application("inbound_texts"),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["messages.id"], name=op.f("fk_inbound_texts_answer_id_messages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_texts")),
        sa.UniqueConstraint("supplier_id", name=op.f("uq_inbound_texts_supplier_id")),
    )
    op.create_index("ix_inbound_texts_thread", "inbound_texts", ["thread_id", "received_at"])
    for column in ("person_id", "application_id"):
        op.create_index(op.f(f"ix_inbound_texts_{column}"), "inbound_texts", [column])


def _make_questions() -> None:
    op.create_table(
        "text_questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("number_token", sa.LargeBinary(length=16), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("options", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("answered_at", _TIME, nullable=True),
        sa.Column("answer", sa.String(length=10), nullable=True),
        _person("text_questions"),
        _application("text_questions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_questions")),
        sa.UniqueConstraint("key", name=op.f("uq_text_questions_key")),
    )
    op.create_index("ix_text_questions_number", "text_questions", ["number_token", "answered_at"])
    for column in ("person_id", "application_id"):
        op.create_index(op.f(f"ix_text_questions_{column}"), "text_questions", [column])


def _make_stops() -> None:
    op.create_table(
        "text_stops",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number_token", sa.LargeBinary(length=16), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME, nullable=True),
        _person("text_stops"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_stops")),
    )
    op.create_index("ix_text_stops_number", "text_stops", ["number_token", "ended_at"])
    op.create_index(op.f("ix_text_stops_person_id"), "text_stops", ["person_id"])


def _person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["person_id"], ["people.id"], name=op.f(f"fk_{table}_person_id_people"), ondelete="CASCADE"
    )


def _application(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["application_id"],
        ["applications.id"],
        name=op.f(f"fk_{table}_application_id_applications"),
    )


def downgrade() -> None:
    for table in ("text_stops", "text_questions", "inbound_texts", "text_threads"):
        op.drop_table(table)
