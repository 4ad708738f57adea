"""A slip keeps what its ticks changed of a person, and a letter which of its pages are to be signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("post_in", sa.Column("changed", sa.LargeBinary(), nullable=True))
    op.add_column("letter_files", sa.Column("to_sign", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("letter_files", "to_sign")
    op.drop_column("post_in", "changed")
