"""When an application is due to be looked at, and what its service worked out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORKLIST = "ix_applications_worklist"


def upgrade() -> None:
    op.add_column("applications", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("applications", sa.Column("result", sa.LargeBinary(), nullable=True))
    # A request that waits already is looked at in the order in which it was sent.
    op.execute("UPDATE applications SET due_at = submitted_at")
    op.drop_index(WORKLIST, table_name="applications")
    op.create_index(WORKLIST, "applications", ["journey", "status", "due_at"], unique=False)


def downgrade() -> None:
    op.drop_index(WORKLIST, table_name="applications")
    op.create_index(WORKLIST, "applications", ["journey", "status", "submitted_at"], unique=False)
    op.drop_column("applications", "result")
    op.drop_column("applications", "due_at")
