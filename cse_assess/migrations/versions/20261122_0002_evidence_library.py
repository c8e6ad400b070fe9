"""An evidence library that can be searched, previewed, checked and tied to the words that prove."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import cse_assess.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_study()
    _add_pins()
    _add_job_urgency()
    _add_daily_rounds()
    _add_notices()
    _add_requests()
    _add_suggestions()
    _add_custody()
    _add_likeness()
    _add_bulk()
    _add_links()
    _add_search()
    _add_privacy()


def downgrade() -> None:
    _drop_privacy()
    _drop_search()
    _drop_links()
    _drop_bulk()
    _drop_likeness()
    _drop_custody()
    _drop_suggestions()
    _drop_requests()
    _drop_notices()
    _drop_daily_rounds()
    _drop_job_urgency()
    _drop_pins()
    _drop_study()


def _add_study() -> None:
    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("suffix", sa.String(length=10), nullable=False),
        sa.Column("stored_at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=True),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "study_step",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_study_step_sha256")
        ),
        sa.PrimaryKeyConstraint("sha256", "step", name=op.f("pk_study_step")),
    )
    op.create_index("ix_study_step_step_state", "study_step", ["step", "state"])
    op.create_table(
        "file_page",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_file_page_sha256")
        ),
        sa.PrimaryKeyConstraint("sha256", "number", name=op.f("pk_file_page")),
    )
    _note_files_that_are_there()


def _note_files_that_are_there() -> None:
    """Note each content once, under the ending of the first revision that brought it."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT sha256, size, media_type, file_name, created_at FROM evidence_revision "
            "WHERE sha256 IS NOT NULL ORDER BY id"
        )
    )
    noted: dict[str, dict[str, object]] = {}
    for row in rows.mappings():
        ending = row["file_name"].rpartition(".")[2].lower()[:10]
        noted.setdefault(row["sha256"], {**row, "suffix": ending})
    for values in noted.values():
        connection.execute(
            sa.text(
                "INSERT INTO stored_file "
                "(sha256, size, media_type, suffix, stored_at, title, authors) "
                "VALUES (:sha256, :size, :media_type, :suffix, :created_at, '', '[]')"
            ),
            values,
        )


def _drop_study() -> None:
    for table in ("file_page", "study_step", "stored_file"):
        op.drop_table(table)


def _add_pins() -> None:
    for name in ("guidance_points", "proof_kinds"):
        column = sa.Column(name, sa.JSON(), nullable=False, server_default="[]")
        op.add_column("evidence_link", column)
    op.create_table(
        "passage_pin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("checked_revision_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("page_number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("quotation", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("guidance_point", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", cse_assess.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"], ["evidence_link.id"], name=op.f("fk_passage_pin_link_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["evidence_revision.id"], name=op.f("fk_passage_pin_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["checked_revision_id"],
            ["evidence_revision.id"],
            name=op.f("fk_passage_pin_checked_revision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_passage_pin_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by_id"], ["user.id"], name=op.f("fk_passage_pin_removed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_pin")),
    )
    op.create_index(op.f("ix_passage_pin_link_id"), "passage_pin", ["link_id"])


def _drop_pins() -> None:
    op.drop_table("passage_pin")
    for name in ("proof_kinds", "guidance_points"):
        op.drop_column("evidence_link", name)


def _add_job_urgency() -> None:
    op.add_column(
        "job", sa.Column("is_background", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_job_queue", "job", ["state", "is_background", "run_after"], unique=False)
    op.drop_index("ix_job_state_run_after", table_name="job")


def _drop_job_urgency() -> None:
    op.create_index("ix_job_state_run_after", "job", ["state", "run_after"], unique=False)
    op.drop_index("ix_job_queue", table_name="job")
    op.drop_column("job", "is_background")


def _add_daily_rounds() -> None:
    op.create_table(
        "daily_round",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_daily_round")),
    )


def _drop_daily_rounds() -> None:
    op.drop_table("daily_round")


def _add_notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("created_at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("read_at", cse_assess.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", cse_assess.db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_notice_organisation_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_notice_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_notice_user_id_key")),
    )
    for name, condition in (("unread", "read_at IS NULL"), ("unmailed", "mailed_at IS NULL")):
        op.create_index(
            f"ix_notice_{name}",
            "notice",
            ["user_id"],
            sqlite_where=sa.text(condition),
            postgresql_where=sa.text(condition),
        )
    op.create_table(
        "calendar_feed",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_calendar_feed_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )


def _drop_notices() -> None:
    for table in ("calendar_feed", "notice"):
        op.drop_table(table)


def _add_requests() -> None:
    op.create_table(
        "evidence_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name=op.f("fk_evidence_request_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["user.id"], name=op.f("fk_evidence_request_asked_id")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["element_response.id"],
            name=op.f("fk_evidence_request_response_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_request")),
    )
    op.create_index("ix_evidence_request_response_id", "evidence_request", ["response_id"])
    op.create_index(
        "ix_evidence_request_asked_id_state", "evidence_request", ["asked_id", "state"]
    )
    op.create_table(
        "evidence_request_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("added_at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_evidence_request_item_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["evidence_item.id"], name=op.f("fk_evidence_request_item_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["evidence_request.id"],
            name=op.f("fk_evidence_request_item_request_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_request_item")),
        sa.UniqueConstraint(
            "request_id", "item_id", name=op.f("uq_evidence_request_item_request_id_item_id")
        ),
    )
    op.create_index("ix_evidence_request_item_item_id", "evidence_request_item", ["item_id"])
    op.create_table(
        "evidence_request_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user.id"], name=op.f("fk_evidence_request_event_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["evidence_request.id"],
            name=op.f("fk_evidence_request_event_request_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_request_event")),
    )
    op.create_index(
        "ix_evidence_request_event_request_id", "evidence_request_event", ["request_id"]
    )


def _drop_requests() -> None:
    for table in ("evidence_request_event", "evidence_request_item", "evidence_request"):
        op.drop_table(table)


def _add_suggestions() -> None:
    op.create_table(
        "suggestion_refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.String(length=60), nullable=False),
        sa.Column("element_code", sa.String(length=30), nullable=False),
        sa.Column("refused_at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("refused_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["evidence_item.id"], name=op.f("fk_suggestion_refusal_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["refused_by_id"], ["user.id"], name=op.f("fk_suggestion_refusal_refused_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_refusal")),
        sa.UniqueConstraint(
            "item_id",
            "standard_id",
            "element_code",
            name=op.f("uq_suggestion_refusal_item_id_standard_id_element_code"),
        ),
    )
    op.create_index(
        "ix_suggestion_refusal_standard_id_element_code",
        "suggestion_refusal",
        ["standard_id", "element_code"],
    )


def _drop_suggestions() -> None:
    op.drop_table("suggestion_refusal")


def _add_custody() -> None:
    op.create_table(
        "held_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("held_at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("until_at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_held_file")),
    )
    op.create_index(op.f("ix_held_file_until_at"), "held_file", ["until_at"])


def _drop_custody() -> None:
    op.drop_table("held_file")


def _add_likeness() -> None:
    op.create_table(
        "file_likeness",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("signature", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_file_likeness_sha256")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_file_likeness")),
    )
    op.create_table(
        "likeness_band",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("band", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["file_likeness.sha256"], name=op.f("fk_likeness_band_sha256")
        ),
        sa.PrimaryKeyConstraint("sha256", "band", "value", name=op.f("pk_likeness_band")),
    )
    op.create_index("ix_likeness_band_band_value", "likeness_band", ["band", "value"])


def _drop_likeness() -> None:
    for table in ("likeness_band", "file_likeness"):
        op.drop_table(table)


def _add_bulk() -> None:
    op.create_table(
        "upload_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("destination", sa.String(length=120), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("is_confidential", sa.Boolean(), nullable=False),
        sa.Column("saved_at", cse_assess.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_upload_batch_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_upload_batch_created_by_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_upload_batch_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_batch")),
    )
    for column in ("organisation_id", "expires_at"):
        op.create_index(op.f(f"ix_upload_batch_{column}"), "upload_batch", [column])
    op.create_table(
        "upload_batch_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=True),
        sa.Column("evidence_on", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("choice", sa.String(length=10), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["upload_batch.id"], name=op.f("fk_upload_batch_file_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["evidence_item.id"], name=op.f("fk_upload_batch_file_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_batch_file")),
        sa.UniqueConstraint(
            "batch_id", "position", name=op.f("uq_upload_batch_file_batch_id_position")
        ),
    )
    op.create_index(op.f("ix_upload_batch_file_sha256"), "upload_batch_file", ["sha256"])


def _drop_bulk() -> None:
    for table in ("upload_batch_file", "upload_batch"):
        op.drop_table(table)


def _add_links() -> None:
    op.add_column(
        "evidence_item", sa.Column("look_at", sa.Text(), nullable=False, server_default="")
    )
    op.add_column(
        "evidence_item",
        sa.Column("needs_access", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def _drop_links() -> None:
    for name in ("needs_access", "look_at"):
        op.drop_column("evidence_item", name)


KEPT_INDEXES = {
    "newest": ("id",),
    "title": ("sort_title", "id"),
    "dated": ("evidence_on", "id"),
    "valid": ("valid_until", "id"),
    "kind": ("kind", "id"),
    "owner": ("owner_id", "id"),
}


def _add_search() -> None:
    """Make the index of evidence, which each database has in a way of its own.

    What is in the library already is indexed by the first daily round.
    """
    op.add_column(
        "evidence_item",
        sa.Column("sort_title", sa.String(length=300), nullable=False, server_default=""),
    )
    op.execute("UPDATE evidence_item SET sort_title = lower(title)")
    op.drop_index("ix_evidence_item_organisation_title", "evidence_item")
    in_use = sa.text("withdrawn_at IS NULL")
    for name, columns in KEPT_INDEXES.items():
        op.create_index(
            f"ix_evidence_item_{name}",
            "evidence_item",
            ["organisation_id", *columns],
            sqlite_where=in_use,
            postgresql_where=in_use,
        )
    if op.get_bind().dialect.name == "sqlite":
        _add_sqlite_search()
    else:
        _add_postgresql_search()


def _add_sqlite_search() -> None:
    try:
        op.execute(
            "CREATE VIRTUAL TABLE evidence_search USING fts5("
            "title, description, names, text, marks, fingerprint UNINDEXED, "
            "tokenize = 'unicode61 remove_diacritics 0', columnsize = 0)"
        )
    except sa.exc.OperationalError as error:
        if "fts5" not in str(error):
            raise
        raise RuntimeError(
            "The SQLite of this Python was built without FTS5, which the search in the evidence "
            "library needs. Use a Python whose SQLite has it, or PostgreSQL."
        ) from error


def _add_postgresql_search() -> None:
    op.create_table(
        "evidence_search",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("title_vector", postgresql.TSVECTOR(), nullable=False),
        sa.Column("vector", postgresql.TSVECTOR(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["evidence_item.id"], name=op.f("fk_evidence_search_item_id")
        ),
        sa.PrimaryKeyConstraint("item_id", "part", name=op.f("pk_evidence_search")),
    )
    # Kept in the row while it fits into a page: moved out of it, the vectors are no cost that
    # PostgreSQL reckons with, and it reads all of them rather than use the index.
    op.execute("ALTER TABLE evidence_search ALTER COLUMN vector SET STORAGE MAIN")
    for column in ("title_vector", "vector"):
        op.create_index(
            f"ix_evidence_search_{column}", "evidence_search", [column], postgresql_using="gin"
        )


def _drop_search() -> None:
    op.execute("DROP TABLE evidence_search")
    for name in KEPT_INDEXES:
        op.drop_index(f"ix_evidence_item_{name}", "evidence_item")
    op.create_index(
        "ix_evidence_item_organisation_title", "evidence_item", ["organisation_id", "title"]
    )
    op.drop_column("evidence_item", "sort_title")


def _add_privacy() -> None:
    with op.batch_alter_table("evidence_revision") as batch:
        batch.add_column(
            sa.Column("sealed_at", cse_assess.db.UtcDateTime(timezone=True), nullable=True)
        )
        batch.add_column(sa.Column("sealed_by_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_evidence_revision_sealed_by_id"), "user", ["sealed_by_id"], ["id"]
        )
    op.create_table(
        "privacy_finding",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.Column("may_be_public", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_privacy_finding_sha256")
        ),
        sa.PrimaryKeyConstraint("sha256", "number", name=op.f("pk_privacy_finding")),
    )
    op.create_table(
        "privacy_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("decided_at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user.id"], name=op.f("fk_privacy_decision_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["evidence_item.id"], name=op.f("fk_privacy_decision_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_decision")),
        sa.UniqueConstraint("item_id", "sha256", name=op.f("uq_privacy_decision_item_id_sha256")),
    )
    op.create_table(
        "redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("asked_at", cse_assess.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name=op.f("fk_redaction_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["evidence_item.id"], name=op.f("fk_redaction_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
    )
    op.create_index("ix_redaction_item_id", "redaction", ["item_id"])


def _drop_privacy() -> None:
    for table in ("redaction", "privacy_decision", "privacy_finding"):
        op.drop_table(table)
    with op.batch_alter_table("evidence_revision") as batch:
        batch.drop_constraint(op.f("fk_evidence_revision_sealed_by_id"), type_="foreignkey")
        batch.drop_column("sealed_by_id")
        batch.drop_column("sealed_at")
