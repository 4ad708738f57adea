"""Letters that came back, and slips that people returned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _returned_letters()
    _post_in()
    op.create_index(op.f("ix_letter_files_reference"), "letter_files", ["reference"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_letter_files_reference"), table_name="letter_files")
    op.drop_table("post_in")
    op.drop_table("returned_letters")


def _returned_letters() -> None:
    op.create_table(
        "returned_letters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("state_before", sa.String(length=12), nullable=False),
        sa.Column("settled_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address_stopped", sa.Boolean(), nullable=False),
        sa.Column("stopped", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_returned_letters_message_id_messages")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_returned_letters_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_letters")),
        sa.UniqueConstraint("key", name=op.f("uq_returned_letters_key")),
    )
    op.create_index("ix_returned_letters_by", "returned_letters", ["by", "at"], unique=False)
    for column in ("message_id", "person_id"):
        name = op.f(f"ix_returned_letters_{column}")
        op.create_index(name, "returned_letters", [column], unique=False)


def _post_in() -> None:
    op.create_table(
        "post_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("answers", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_post_in_application_id_applications"),
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_post_in_message_id_messages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_in")),
        sa.UniqueConstraint("key", name=op.f("uq_post_in_key")),
    )
    op.create_index("ix_post_in_by", "post_in", ["by", "at"], unique=False)
    for column in ("message_id", "application_id"):
        op.create_index(op.f(f"ix_post_in_{column}"), "post_in", [column], unique=False)
