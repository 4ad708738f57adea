"""No two texts share an id at the supplier, and a text that is started again keeps those of earlier tries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0014"
branch_labels = None
depends_on = None

INDEX = "ix_messages_supplier_id"
# Of those that share an id one keeps it: what was reported as delivered, or left first. Nobody knows whether the others left, and
# sending them now may be late or double: those that no report settled wait for staff, who try them
# again, when they are looked up first, or give them up. Nothing is sent by itself.
PART_THEM = """
    UPDATE messages SET supplier_id = NULL, doubtful = true,
        state = CASE WHEN state = 'sent' THEN 'held' ELSE state END,
        last_error = CASE WHEN state = 'sent'
            THEN 'The text service gave no clear answer, many times.' ELSE last_error END
    WHERE id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (
                PARTITION BY supplier_id
                ORDER BY CASE WHEN state = 'delivered' THEN 0 ELSE 1 END,
                    COALESCE(sent_at, created_at), id
            ) AS place
            FROM messages WHERE supplier_id IN (
                SELECT supplier_id FROM messages
                WHERE supplier_id IS NOT NULL GROUP BY supplier_id HAVING count(*) > 1
            )
        ) ranked WHERE place > 1
    )
"""


def upgrade() -> None:
    op.execute(PART_THEM)
    op.drop_index(op.f(INDEX), table_name="messages")
    op.create_index(op.f(INDEX), "messages", ["supplier_id"], unique=True)
    op.create_table(
        "text_tries",
        sa.Column("supplier_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_text_tries_message_id_messages")
        ),
        sa.PrimaryKeyConstraint("supplier_id", name=op.f("pk_text_tries")),
    )
    op.create_index(op.f("ix_text_tries_message_id"), "text_tries", ["message_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_text_tries_message_id"), table_name="text_tries")
    op.drop_table("text_tries")
    op.drop_index(op.f(INDEX), table_name="messages")
    op.create_index(op.f(INDEX), "messages", ["supplier_id"], unique=False)
