"""Batches that are made step by step, cancelled or printed again."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def new_in_batches() -> list[sa.Column[Any]]:
    return [
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_to", sa.String(length=120), nullable=True),
        sa.Column("error", sa.String(length=300), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.String(length=80), nullable=True),
        sa.Column("lease_token", sa.Uuid(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
    ]


def new_in_letters() -> list[sa.Column[Any]]:
    return [
        sa.Column("format", sa.String(length=12), server_default="standard", nullable=False),
        sa.Column("copies", sa.Integer(), server_default="0", nullable=False),
    ]


def upgrade() -> None:
    for column in new_in_batches():
        op.add_column("print_batches", column)
    for column in new_in_letters():
        op.add_column("letter_files", column)
    op.create_table(
        "batch_parts",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["print_batches.id"], name=op.f("fk_batch_parts_batch_id_print_batches")
        ),
        sa.PrimaryKeyConstraint("batch_id", "number", name=op.f("pk_batch_parts")),
    )
    op.create_table(
        "reprints",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["print_batches.id"], name=op.f("fk_reprints_batch_id_print_batches")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reprints")),
        sa.UniqueConstraint("key", name=op.f("uq_reprints_key")),
    )
    op.create_index(op.f("ix_reprints_batch_id"), "reprints", ["batch_id"], unique=False)
    # A file that is kept whole is written again, in pieces, from its letters.
    op.execute("UPDATE print_batches SET state = 'making' WHERE state = 'closed'")
    op.drop_table("batch_files")


def downgrade() -> None:
    op.create_table(
        "batch_files",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["print_batches.id"], name=op.f("fk_batch_files_batch_id_print_batches")
        ),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_batch_files")),
    )
    op.drop_index(op.f("ix_reprints_batch_id"), table_name="reprints")
    op.drop_table("reprints")
    op.drop_table("batch_parts")
    for column in reversed(new_in_letters()):
        op.drop_column("letter_files", column.name)
    for column in reversed(new_in_batches()):
        op.drop_column("print_batches", column.name)
