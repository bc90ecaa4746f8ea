"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The first tables."""
    op.create_table(
        "bank_processed",
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["root_id"],
            ["bank_processed.id"],
            name=op.f("fk_bank_processed_root_id_bank_processed"),
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["bank_processed.id"],
            name=op.f("fk_bank_processed_supersedes_id_bank_processed"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_processed")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_bank_processed_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("bank_processed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bank_processed_root_id"), ["root_id"], unique=False)

    op.create_table(
        "debtors",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("payment_term_days", sa.Integer(), nullable=False),
        sa.Column("payment_terms", sa.Text(), nullable=False),
        sa.Column("large_company", sa.Boolean(), nullable=False),
        sa.Column("avoid_service", sa.Boolean(), nullable=False),
        sa.Column("sales_interest", sa.Text(), nullable=False),
        sa.Column("handling_notes", sa.JSON(), nullable=False),
        sa.Column("customer_years", sa.Integer(), nullable=True),
        sa.Column("turnover", sa.BigInteger(), nullable=True),
        sa.Column("turnover_trend", sa.Text(), nullable=False),
        sa.Column("credit_limit", sa.BigInteger(), nullable=True),
        sa.Column("days_sales_outstanding", sa.Integer(), nullable=True),
        sa.Column("paid_on_time_percent", sa.Integer(), nullable=True),
        sa.Column("complaints_per_year", sa.Integer(), nullable=True),
        sa.Column("credit_insured", sa.Boolean(), nullable=True),
        sa.Column("rating", sa.Text(), nullable=False),
        sa.Column("average_open", sa.BigInteger(), nullable=True),
        sa.Column("average_overdue", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["root_id"], ["debtors.id"], name=op.f("fk_debtors_root_id_debtors")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["debtors.id"], name=op.f("fk_debtors_supersedes_id_debtors")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debtors")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_debtors_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("debtors", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_debtors_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_debtors_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_debtors_root_id"), ["root_id"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("card_id", sa.Text(), nullable=False),
        sa.Column("fits", sa.Boolean(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["root_id"], ["feedback.id"], name=op.f("fk_feedback_root_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["feedback.id"], name=op.f("fk_feedback_supersedes_id_feedback")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_feedback_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_card_id"), ["card_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_root_id"), ["root_id"], unique=False)

    op.create_table(
        "imports",
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["root_id"], ["imports.id"], name=op.f("fk_imports_root_id_imports")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["imports.id"], name=op.f("fk_imports_supersedes_id_imports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_imports_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imports_root_id"), ["root_id"], unique=False)

    op.create_table(
        "contacts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("salutation", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("decides", sa.Boolean(), nullable=True),
        sa.Column("formal", sa.Boolean(), nullable=False),
        sa.Column("debtor_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtors.id"], name=op.f("fk_contacts_debtor_id_debtors")
        ),
        sa.ForeignKeyConstraint(
            ["root_id"], ["contacts.id"], name=op.f("fk_contacts_root_id_contacts")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["contacts.id"], name=op.f("fk_contacts_supersedes_id_contacts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_contacts_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contacts_debtor_id"), ["debtor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contacts_root_id"), ["root_id"], unique=False)

    op.create_table(
        "invoices",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("invoice_date", sa.Date(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("open_amount", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("goods", sa.Text(), nullable=False),
        sa.Column("in_list", sa.Boolean(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("debtor_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtors.id"], name=op.f("fk_invoices_debtor_id_debtors")
        ),
        sa.ForeignKeyConstraint(
            ["root_id"], ["invoices.id"], name=op.f("fk_invoices_root_id_invoices")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["invoices.id"], name=op.f("fk_invoices_supersedes_id_invoices")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoices")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_invoices_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("invoices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invoices_debtor_id"), ["debtor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invoices_due_date"), ["due_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_invoices_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_invoices_root_id"), ["root_id"], unique=False)

    op.create_table(
        "notes",
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("debtor_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtors.id"], name=op.f("fk_notes_debtor_id_debtors")
        ),
        sa.ForeignKeyConstraint(["root_id"], ["notes.id"], name=op.f("fk_notes_root_id_notes")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["notes.id"], name=op.f("fk_notes_supersedes_id_notes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_notes_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notes_debtor_id"), ["debtor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notes_root_id"), ["root_id"], unique=False)

    op.create_table(
        "postponements",
        sa.Column("postponed_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("debtor_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtors.id"], name=op.f("fk_postponements_debtor_id_debtors")
        ),
        sa.ForeignKeyConstraint(
            ["root_id"], ["postponements.id"], name=op.f("fk_postponements_root_id_postponements")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["postponements.id"],
            name=op.f("fk_postponements_supersedes_id_postponements"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postponements")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_postponements_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("postponements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_postponements_debtor_id"), ["debtor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_postponements_root_id"), ["root_id"], unique=False)

    op.create_table(
        "attempts",
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("attempted_at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("debtor_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_attempts_contact_id_contacts")
        ),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtors.id"], name=op.f("fk_attempts_debtor_id_debtors")
        ),
        sa.ForeignKeyConstraint(
            ["root_id"], ["attempts.id"], name=op.f("fk_attempts_root_id_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["attempts.id"], name=op.f("fk_attempts_supersedes_id_attempts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_attempts_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_debtor_id"), ["debtor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempts_root_id"), ["root_id"], unique=False)

    op.create_table(
        "calls",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("call_type", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("started", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=False),
        sa.Column("mood", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("result_reason", sa.Text(), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("consent_words", sa.Text(), nullable=False),
        sa.Column("callback_date", sa.Date(), nullable=True),
        sa.Column("callback_time", sa.Text(), nullable=False),
        sa.Column("callback_agreed", sa.Boolean(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_step_date", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("future_invoices", sa.Text(), nullable=False),
        sa.Column("confirmation", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("debtor_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_calls_contact_id_contacts")
        ),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtors.id"], name=op.f("fk_calls_debtor_id_debtors")
        ),
        sa.ForeignKeyConstraint(["root_id"], ["calls.id"], name=op.f("fk_calls_root_id_calls")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["calls.id"], name=op.f("fk_calls_supersedes_id_calls")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("key", name=op.f("uq_calls_key")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_calls_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calls_debtor_id"), ["debtor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_calls_root_id"), ["root_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_calls_started"), ["started"], unique=False)

    op.create_table(
        "disputes",
        sa.Column("invoice_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("opened", sa.Date(), nullable=False),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("goods", sa.Text(), nullable=False),
        sa.Column("waiting_for", sa.Text(), nullable=False),
        sa.Column("own_fault", sa.Boolean(), nullable=False),
        sa.Column("debtor_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtors.id"], name=op.f("fk_disputes_debtor_id_debtors")
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoices.id"], name=op.f("fk_disputes_invoice_id_invoices")
        ),
        sa.ForeignKeyConstraint(
            ["root_id"], ["disputes.id"], name=op.f("fk_disputes_root_id_disputes")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["disputes.id"], name=op.f("fk_disputes_supersedes_id_disputes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_disputes_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("disputes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disputes_debtor_id"), ["debtor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disputes_root_id"), ["root_id"], unique=False)

    op.create_table(
        "reminders",
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("debtor_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtors.id"], name=op.f("fk_reminders_debtor_id_debtors")
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoices.id"], name=op.f("fk_reminders_invoice_id_invoices")
        ),
        sa.ForeignKeyConstraint(
            ["root_id"], ["reminders.id"], name=op.f("fk_reminders_root_id_reminders")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["reminders.id"], name=op.f("fk_reminders_supersedes_id_reminders")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_reminders_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminders_debtor_id"), ["debtor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminders_invoice_id"), ["invoice_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminders_root_id"), ["root_id"], unique=False)

    op.create_table(
        "objections_heard",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("objection_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at_seconds", sa.Double(), nullable=False),
        sa.Column("debtor_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_objections_heard_call_id_calls")
        ),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtors.id"], name=op.f("fk_objections_heard_debtor_id_debtors")
        ),
        sa.ForeignKeyConstraint(
            ["root_id"],
            ["objections_heard.id"],
            name=op.f("fk_objections_heard_root_id_objections_heard"),
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["objections_heard.id"],
            name=op.f("fk_objections_heard_supersedes_id_objections_heard"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections_heard")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_objections_heard_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("objections_heard", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objections_heard_call_id"), ["call_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_objections_heard_debtor_id"), ["debtor_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_objections_heard_root_id"), ["root_id"], unique=False)

    op.create_table(
        "own_evaluations",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("went_well", sa.Text(), nullable=False),
        sa.Column("next_time", sa.Text(), nullable=False),
        sa.Column("debtor_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_own_evaluations_call_id_calls")
        ),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtors.id"], name=op.f("fk_own_evaluations_debtor_id_debtors")
        ),
        sa.ForeignKeyConstraint(
            ["root_id"],
            ["own_evaluations.id"],
            name=op.f("fk_own_evaluations_root_id_own_evaluations"),
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["own_evaluations.id"],
            name=op.f("fk_own_evaluations_supersedes_id_own_evaluations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_evaluations")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_own_evaluations_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("own_evaluations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_evaluations_call_id"), ["call_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_own_evaluations_debtor_id"), ["debtor_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_own_evaluations_root_id"), ["root_id"], unique=False)

    op.create_table(
        "promises",
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("made", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("invoices", sa.JSON(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("goodwill", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("instalment", sa.Integer(), nullable=False),
        sa.Column("instalments", sa.Integer(), nullable=False),
        sa.Column("open_when_made", sa.BigInteger(), nullable=True),
        sa.Column("due_by_then", sa.BigInteger(), nullable=True),
        sa.Column("debtor_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_promises_call_id_calls")),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtors.id"], name=op.f("fk_promises_debtor_id_debtors")
        ),
        sa.ForeignKeyConstraint(
            ["root_id"], ["promises.id"], name=op.f("fk_promises_root_id_promises")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["promises.id"], name=op.f("fk_promises_supersedes_id_promises")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_promises_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promises_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promises_debtor_id"), ["debtor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promises_due"), ["due"], unique=False)
        batch_op.create_index(batch_op.f("ix_promises_root_id"), ["root_id"], unique=False)

    op.create_table(
        "follow_ups",
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("promise_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("done", sa.DateTime(), nullable=True),
        sa.Column("debtor_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_follow_ups_call_id_calls")
        ),
        sa.ForeignKeyConstraint(
            ["debtor_id"], ["debtors.id"], name=op.f("fk_follow_ups_debtor_id_debtors")
        ),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["promises.id"], name=op.f("fk_follow_ups_promise_id_promises")
        ),
        sa.ForeignKeyConstraint(
            ["root_id"], ["follow_ups.id"], name=op.f("fk_follow_ups_root_id_follow_ups")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["follow_ups.id"],
            name=op.f("fk_follow_ups_supersedes_id_follow_ups"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_follow_ups_supersedes_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_ups_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_ups_debtor_id"), ["debtor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_ups_due"), ["due"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_ups_promise_id"), ["promise_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_ups_root_id"), ["root_id"], unique=False)
