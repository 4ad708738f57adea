"""Post goes in the care of courts and day centres, and letters may be read at a kiosk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INDEXES = (
    ("contact_rules", "collect_at"),
    ("kiosk_sessions", "letter_id"),
    ("letter_files", "collect_at"),
)


def upgrade() -> None:
    op.add_column("venues", sa.Column("opening", sa.String(length=200), nullable=True))
    op.add_column("contact_rules", sa.Column("collect_how", sa.String(length=10), nullable=True))
    op.add_column("letter_files", sa.Column("collect_at", sa.String(length=8), nullable=True))
    no = sa.false()
    op.add_column("devices", sa.Column("prints", sa.Boolean(), server_default=no, nullable=False))
    with op.batch_alter_table("kiosk_sessions") as table:
        table.add_column(sa.Column("letter_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            op.f("fk_kiosk_sessions_letter_id_messages"),
            "messages",
            ["letter_id"],
            ["id"],
            ondelete="SET NULL",
        )
    for table_name, column in INDEXES:
        op.create_index(op.f(f"ix_{table_name}_{column}"), table_name, [column], unique=False)


# Without `collect_how` a place to read letters is one in whose care they are posted: so nothing may
# be written to whoever chose a kiosk until somebody asks, and what waits there waits for staff.
BACK = (
    "UPDATE people SET may_write = NULL WHERE id IN "
    "(SELECT person_id FROM contact_rules WHERE collect_how = 'kiosk')",
    "UPDATE messages SET state = 'held', last_error = 'It waited at a kiosk.' "
    "WHERE state = 'at-kiosk'",
    "UPDATE messages SET state = 'printed' WHERE state = 'collected'",
)


def downgrade() -> None:
    for statement in BACK:
        op.execute(statement)
    for table_name, column in reversed(INDEXES):
        op.drop_index(op.f(f"ix_{table_name}_{column}"), table_name=table_name)
    with op.batch_alter_table("kiosk_sessions") as table:
        table.drop_constraint(op.f("fk_kiosk_sessions_letter_id_messages"), type_="foreignkey")
        table.drop_column("letter_id")
    op.drop_column("devices", "prints")
    op.drop_column("letter_files", "collect_at")
    op.drop_column("contact_rules", "collect_how")
    op.drop_column("venues", "opening")
