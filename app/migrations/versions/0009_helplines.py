"""A place may offer its times until some minutes before, and be shut on bank holidays."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("venues", sa.Column("notice_minutes", sa.Integer(), nullable=True))
    no = sa.false()
    op.add_column(
        "venues",
        sa.Column("keeps_bank_holidays", sa.Boolean(), server_default=no, nullable=False),
    )


def downgrade() -> None:
    op.drop_column("venues", "keeps_bank_holidays")
    op.drop_column("venues", "notice_minutes")
