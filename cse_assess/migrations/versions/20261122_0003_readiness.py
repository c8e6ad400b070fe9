"""Improvement actions, snapshots, the step into the next cycle, take-away sheets, kept reports."""

import sqlalchemy as sa
from alembic import op

import cse_assess.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_actions()
    _add_past()
    _add_take_aways()
    _add_checks()
    _add_report_formats()


def downgrade() -> None:
    _drop_report_formats()
    _drop_checks()
    _drop_take_aways()
    _drop_past()
    _drop_actions()


def _add_actions() -> None:
    op.create_table('improvement_action',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('effort_days', sa.Numeric(precision=7, scale=2), nullable=True),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('created_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('updated_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_improvement_action_assessment_id')),
    sa.ForeignKeyConstraint(['created_by_id'], ['user.id'], name=op.f('fk_improvement_action_created_by_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['user.id'], name=op.f('fk_improvement_action_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_improvement_action'))
    )
    op.create_index('ix_improvement_action_assessment_id_status', 'improvement_action', ['assessment_id', 'status'], unique=False)
    op.create_index('ix_improvement_action_owner_id_status', 'improvement_action', ['owner_id', 'status'], unique=False)
    op.create_table('action_effect',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('response_id', sa.Integer(), nullable=False),
    sa.Column('to_level', sa.String(length=40), nullable=True),
    sa.Column('guidance_points', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['improvement_action.id'], name=op.f('fk_action_effect_action_id')),
    sa.ForeignKeyConstraint(['response_id'], ['element_response.id'], name=op.f('fk_action_effect_response_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_effect')),
    sa.UniqueConstraint('action_id', 'response_id', name=op.f('uq_action_effect_action_id_response_id'))
    )
    op.create_index(op.f('ix_action_effect_response_id'), 'action_effect', ['response_id'], unique=False)
    op.create_table('action_evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('added_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('added_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['action_id'], ['improvement_action.id'], name=op.f('fk_action_evidence_action_id')),
    sa.ForeignKeyConstraint(['added_by_id'], ['user.id'], name=op.f('fk_action_evidence_added_by_id')),
    sa.ForeignKeyConstraint(['item_id'], ['evidence_item.id'], name=op.f('fk_action_evidence_item_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_evidence')),
    sa.UniqueConstraint('action_id', 'item_id', name=op.f('uq_action_evidence_action_id_item_id'))
    )
    op.create_index(op.f('ix_action_evidence_item_id'), 'action_evidence', ['item_id'], unique=False)
    op.create_table('action_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('actor_name', sa.String(length=200), nullable=False),
    sa.Column('step', sa.String(length=20), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['improvement_action.id'], name=op.f('fk_action_event_action_id')),
    sa.ForeignKeyConstraint(['actor_id'], ['user.id'], name=op.f('fk_action_event_actor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_event'))
    )
    op.create_index(op.f('ix_action_event_action_id'), 'action_event', ['action_id'], unique=False)
    op.add_column(
        "import_draft",
        sa.Column("kind", sa.String(10), nullable=False, server_default="elements"),
    )


def _drop_actions() -> None:
    op.drop_column("import_draft", "kind")
    for name in ('action_event', 'action_evidence', 'action_effect', 'improvement_action'):
        op.drop_table(name)


def _add_past() -> None:
    op.create_table('snapshot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('taken_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('taken_by_id', sa.Integer(), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_snapshot_assessment_id')),
    sa.ForeignKeyConstraint(['taken_by_id'], ['user.id'], name=op.f('fk_snapshot_taken_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_snapshot')),
    sa.UniqueConstraint('assessment_id', 'name', name=op.f('uq_snapshot_assessment_id_name'))
    )
    op.create_table('carried_point',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('element_code', sa.String(length=30), nullable=False),
    sa.Column('reason', sa.String(length=20), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('settled_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('settled_by_id', sa.Integer(), nullable=True),
    sa.Column('settled_words', sa.Text(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_carried_point_assessment_id')),
    sa.ForeignKeyConstraint(['item_id'], ['evidence_item.id'], name=op.f('fk_carried_point_item_id')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['user.id'], name=op.f('fk_carried_point_settled_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_carried_point'))
    )
    op.create_index(op.f('ix_carried_point_assessment_id'), 'carried_point', ['assessment_id'], unique=False)
    with op.batch_alter_table("assessment") as batch:
        batch.add_column(sa.Column("carried_from_id", sa.Integer(), nullable=True))
        batch.create_index(batch.f("ix_assessment_carried_from_id"), ["carried_from_id"])
        batch.create_foreign_key(
            batch.f("fk_assessment_carried_from_id"), "assessment", ["carried_from_id"], ["id"]
        )
    op.add_column("element_response", sa.Column("carried_level", sa.String(40), nullable=True))


def _drop_past() -> None:
    op.drop_column("element_response", "carried_level")
    with op.batch_alter_table("assessment") as batch:
        batch.drop_constraint(batch.f("fk_assessment_carried_from_id"), type_="foreignkey")
        batch.drop_index(batch.f("ix_assessment_carried_from_id"))
        batch.drop_column("carried_from_id")
    for name in ('carried_point', 'snapshot'):
        op.drop_table(name)


def _add_take_aways() -> None:
    op.create_table('take_away',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=36), nullable=False),
    sa.Column('made_for', sa.String(length=100), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('base', sa.JSON(), nullable=False),
    sa.Column('made_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('ended_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_take_away_assessment_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['user.id'], name=op.f('fk_take_away_made_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_take_away')),
    sa.UniqueConstraint('reference', name=op.f('uq_take_away_reference'))
    )
    op.create_index(op.f('ix_take_away_assessment_id'), 'take_away', ['assessment_id'], unique=False)
    op.create_table('take_away_return',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('take_away_id', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(length=255), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('received_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('received_by_id', sa.Integer(), nullable=True),
    sa.Column('merged_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['received_by_id'], ['user.id'], name=op.f('fk_take_away_return_received_by_id')),
    sa.ForeignKeyConstraint(['take_away_id'], ['take_away.id'], name=op.f('fk_take_away_return_take_away_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_take_away_return'))
    )
    op.create_index(op.f('ix_take_away_return_take_away_id'), 'take_away_return', ['take_away_id'], unique=False)


def _drop_take_aways() -> None:
    for name in ('take_away_return', 'take_away'):
        op.drop_table(name)


def _add_checks() -> None:
    op.create_table('file_values',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('held', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['sha256'], ['stored_file.sha256'], name=op.f('fk_file_values_sha256')),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_file_values'))
    )
    op.create_table('set_aside_finding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('response_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('said', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('set_aside_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('set_aside_by_id', sa.Integer(), nullable=True),
    sa.Column('raised_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('raised_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['raised_by_id'], ['user.id'], name=op.f('fk_set_aside_finding_raised_by_id')),
    sa.ForeignKeyConstraint(['response_id'], ['element_response.id'], name=op.f('fk_set_aside_finding_response_id')),
    sa.ForeignKeyConstraint(['set_aside_by_id'], ['user.id'], name=op.f('fk_set_aside_finding_set_aside_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_set_aside_finding'))
    )
    op.create_index(op.f('ix_set_aside_finding_response_id'), 'set_aside_finding', ['response_id'], unique=False)
    op.create_index(
        'uq_set_aside_finding_live', 'set_aside_finding', ['response_id', 'fingerprint'], unique=True,
        sqlite_where=sa.text('raised_at IS NULL'), postgresql_where=sa.text('raised_at IS NULL'),
    )


def _drop_checks() -> None:
    for name in ('set_aside_finding', 'file_values'):
        op.drop_table(name)


def _add_report_formats() -> None:
    op.add_column(
        "report", sa.Column("format", sa.String(5), nullable=False, server_default="pdf")
    )
    op.add_column("report", sa.Column("fingerprint", sa.String(64), nullable=True))


def _drop_report_formats() -> None:
    for name in ("fingerprint", "format"):
        op.drop_column("report", name)
