"""What a person allows on each channel, when, in which format, and where they collect post."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_rules",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("may_call", sa.Boolean(), nullable=True),
        sa.Column("may_voicemail", sa.Boolean(), nullable=True),
        sa.Column("may_name", sa.Boolean(), nullable=True),
        sa.Column("shared_phone", sa.Boolean(), nullable=True),
        sa.Column("plain", sa.Boolean(), nullable=True),
        sa.Column("hours", sa.LargeBinary(), nullable=True),
        sa.Column("letter_format", sa.String(length=12), nullable=False),
        sa.Column("collect_at", sa.String(length=8), nullable=True),
        sa.Column("confirmed_phone", sa.LargeBinary(), nullable=True),
        sa.Column("bad_address", sa.LargeBinary(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_contact_rules_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_contact_rules")),
    )
    with op.batch_alter_table("messages") as messages:
        messages.add_column(
            sa.Column("plain", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        messages.add_column(sa.Column("fallback_of", sa.Uuid(), nullable=True))
        messages.create_foreign_key(
            op.f("fk_messages_fallback_of_messages"), "messages", ["fallback_of"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("messages") as messages:
        messages.drop_constraint(op.f("fk_messages_fallback_of_messages"), type_="foreignkey")
        messages.drop_column("fallback_of")
        messages.drop_column("plain")
    op.drop_table("contact_rules")
