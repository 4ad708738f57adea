"""Which supplier took a text, how suppliers do, and what a message costs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_suppliers",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("tried", sa.Double(), nullable=False),
        sa.Column("failed", sa.Double(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resting_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_text_suppliers")),
    )
    op.add_column("messages", sa.Column("supplier", sa.String(length=20), nullable=True))
    op.add_column("messages", sa.Column("parts", sa.Integer(), nullable=True))
    op.add_column("messages", sa.Column("cost", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("messages", "cost")
    op.drop_column("messages", "parts")
    op.drop_column("messages", "supplier")
    op.drop_table("text_suppliers")
