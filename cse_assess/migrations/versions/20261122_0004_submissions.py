"""Submissions to an assessor, the refusal to change them or a snapshot, and evidence packs."""

import sqlalchemy as sa
from alembic import op

import cse_assess.db
from cse_assess.review.submissions.triggers import create_triggers, drop_triggers

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_submissions()
    _add_packs()


def downgrade() -> None:
    _drop_packs()
    _drop_submissions()


def _add_submissions() -> None:
    op.create_table('submission',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('snapshot_id', sa.Integer(), nullable=False),
    sa.Column('manifest', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('submitted_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('submitted_by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_reason', sa.Text(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_submission_assessment_id')),
    sa.ForeignKeyConstraint(['snapshot_id'], ['snapshot.id'], name=op.f('fk_submission_snapshot_id')),
    sa.ForeignKeyConstraint(['submitted_by_id'], ['user.id'], name=op.f('fk_submission_submitted_by_id')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['user.id'], name=op.f('fk_submission_withdrawn_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submission')),
    sa.UniqueConstraint('assessment_id', 'number', name=op.f('uq_submission_assessment_id_number')),
    sa.UniqueConstraint('snapshot_id', name=op.f('uq_submission_snapshot_id'))
    )
    op.create_index(op.f('ix_submission_assessment_id'), 'submission', ['assessment_id'])
    create_triggers(op.get_bind())


def _drop_submissions() -> None:
    drop_triggers(op.get_bind())
    op.drop_index(op.f('ix_submission_assessment_id'), 'submission')
    op.drop_table('submission')


def _add_packs() -> None:
    op.create_table('evidence_pack',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('job_id', sa.Integer(), nullable=True),
    sa.Column('created_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('finished_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('kept_until_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('size', sa.BigInteger(), nullable=True),
    sa.Column('manifest_sha256', sa.String(length=64), nullable=False),
    sa.Column('file_name', sa.String(length=255), nullable=False),
    sa.Column('file_count', sa.Integer(), nullable=False),
    sa.Column('left_out_count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_evidence_pack_assessment_id')),
    sa.ForeignKeyConstraint(['created_by_id'], ['user.id'], name=op.f('fk_evidence_pack_created_by_id')),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_evidence_pack_job_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_pack'))
    )
    op.create_index(op.f('ix_evidence_pack_assessment_id'), 'evidence_pack', ['assessment_id'])


def _drop_packs() -> None:
    op.drop_index(op.f('ix_evidence_pack_assessment_id'), 'evidence_pack')
    op.drop_table('evidence_pack')
