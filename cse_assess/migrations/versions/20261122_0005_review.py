"""The assessor's side: openings, reviews, queries, visits, scorings, decisions, certificates."""

import sqlalchemy as sa
from alembic import op

import cse_assess.db
from cse_assess.review.refusals import create_triggers, drop_triggers

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_desk()
    _add_trail()
    _add_queries()
    _add_visit()
    _add_second_opinion()
    _add_decision()
    _add_certificates()
    _add_number_of_reports()
    create_triggers(op.get_bind())


def downgrade() -> None:
    drop_triggers(op.get_bind())
    _drop_number_of_reports()
    _drop_certificates()
    _drop_decision()
    _drop_second_opinion()
    _drop_visit()
    _drop_queries()
    _drop_trail()
    _drop_desk()


def _add_desk() -> None:
    op.create_table('review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('assessor_id', sa.Integer(), nullable=False),
    sa.Column('testers_required', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('opened_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('plan_shared_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('accuracy_sent_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('accuracy_until', sa.Date(), nullable=True),
    sa.Column('signed_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_review_assessment_id')),
    sa.ForeignKeyConstraint(['assessor_id'], ['user.id'], name=op.f('fk_review_assessor_id')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_review_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review')),
    sa.UniqueConstraint('assessment_id', 'number', name=op.f('uq_review_assessment_id_number'))
    )
    op.create_index(op.f('ix_review_assessment_id'), 'review', ['assessment_id'])
    op.create_index(op.f('ix_review_assessor_id'), 'review', ['assessor_id'])
    op.create_index(op.f('ix_review_submission_id'), 'review', ['submission_id'])
    op.create_table('confidential_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('element_code', sa.String(length=30), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=False),
    sa.Column('updated_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_confidential_note_review_id')),
    sa.ForeignKeyConstraint(['written_by_id'], ['user.id'], name=op.f('fk_confidential_note_written_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_confidential_note')),
    sa.UniqueConstraint('review_id', 'element_code', name=op.f('uq_confidential_note_review_id_element_code'))
    )
    op.create_index(op.f('ix_confidential_note_review_id'), 'confidential_note', ['review_id'])
    op.create_table('finding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('element_code', sa.String(length=30), nullable=False),
    sa.Column('level', sa.String(length=40), nullable=True),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('strength', sa.Text(), nullable=False),
    sa.Column('improvement', sa.Text(), nullable=False),
    sa.Column('partial', sa.Text(), nullable=False),
    sa.Column('to_see', sa.Text(), nullable=False),
    sa.Column('is_done', sa.Boolean(), nullable=False),
    sa.Column('is_in_sample', sa.Boolean(), nullable=False),
    sa.Column('tested_by_id', sa.Integer(), nullable=True),
    sa.Column('updated_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_finding_review_id')),
    sa.ForeignKeyConstraint(['tested_by_id'], ['user.id'], name=op.f('fk_finding_tested_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_finding')),
    sa.UniqueConstraint('review_id', 'element_code', name=op.f('uq_finding_review_id_element_code'))
    )
    op.create_index(op.f('ix_finding_review_id'), 'finding', ['review_id'])


def _drop_desk() -> None:
    op.drop_index(op.f('ix_confidential_note_review_id'), 'confidential_note')
    op.drop_table('confidential_note')
    op.drop_index(op.f('ix_finding_review_id'), 'finding')
    op.drop_table('finding')
    op.drop_index(op.f('ix_review_submission_id'), 'review')
    op.drop_index(op.f('ix_review_assessor_id'), 'review')
    op.drop_index(op.f('ix_review_assessment_id'), 'review')
    op.drop_table('review')


def _add_trail() -> None:
    op.create_table('opening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('opened_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('element_code', sa.String(length=30), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('revision_number', sa.Integer(), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_opening_assessment_id')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_opening_submission_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_opening_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opening'))
    )
    op.create_index(op.f('ix_opening_assessment_id_opened_at'), 'opening', ['assessment_id', 'opened_at'])
    op.create_index(op.f('ix_opening_submission_id'), 'opening', ['submission_id'])


def _drop_trail() -> None:
    op.drop_index(op.f('ix_opening_submission_id'), 'opening')
    op.drop_index(op.f('ix_opening_assessment_id_opened_at'), 'opening')
    op.drop_table('opening')


def _add_queries() -> None:
    op.create_table('assessor_query',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('follows_id', sa.Integer(), nullable=True),
    sa.Column('element_code', sa.String(length=30), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('answer_by', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('asked_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_reason', sa.Text(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user.id'], name=op.f('fk_assessor_query_answered_by_id')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['user.id'], name=op.f('fk_assessor_query_asked_by_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_assessor_query_decided_by_id')),
    sa.ForeignKeyConstraint(['follows_id'], ['assessor_query.id'], name=op.f('fk_assessor_query_follows_id')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_assessor_query_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessor_query')),
    sa.UniqueConstraint('review_id', 'number', name=op.f('uq_assessor_query_review_id_number'))
    )
    op.create_index(op.f('ix_assessor_query_review_id'), 'assessor_query', ['review_id'])
    op.create_table('query_piece',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('query_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('added_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['added_by_id'], ['user.id'], name=op.f('fk_query_piece_added_by_id')),
    sa.ForeignKeyConstraint(['item_id'], ['evidence_item.id'], name=op.f('fk_query_piece_item_id')),
    sa.ForeignKeyConstraint(['query_id'], ['assessor_query.id'], name=op.f('fk_query_piece_query_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_query_piece')),
    sa.UniqueConstraint('query_id', 'item_id', name=op.f('uq_query_piece_query_id_item_id'))
    )
    op.create_table('addendum',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('query_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('manifest', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('added_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('added_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['added_by_id'], ['user.id'], name=op.f('fk_addendum_added_by_id')),
    sa.ForeignKeyConstraint(['query_id'], ['assessor_query.id'], name=op.f('fk_addendum_query_id')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_addendum_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_addendum')),
    sa.UniqueConstraint('submission_id', 'number', name=op.f('uq_addendum_submission_id_number'))
    )
    op.create_index(op.f('ix_addendum_query_id'), 'addendum', ['query_id'])
    op.create_index(op.f('ix_addendum_submission_id'), 'addendum', ['submission_id'])


def _drop_queries() -> None:
    op.drop_index(op.f('ix_addendum_submission_id'), 'addendum')
    op.drop_index(op.f('ix_addendum_query_id'), 'addendum')
    op.drop_table('addendum')
    op.drop_table('query_piece')
    op.drop_index(op.f('ix_assessor_query_review_id'), 'assessor_query')
    op.drop_table('assessor_query')


def _add_visit() -> None:
    op.create_table('visit_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('people', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('with_whom', sa.String(length=200), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=True),
    sa.Column('starts_at', sa.Time(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('element_codes', sa.JSON(), nullable=False),
    sa.Column('questions', sa.Text(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_visit_session_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_session'))
    )
    op.create_index(op.f('ix_visit_session_review_id'), 'visit_session', ['review_id'])
    op.create_table('shared_plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('sessions', sa.JSON(), nullable=False),
    sa.Column('shared_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('shared_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_shared_plan_review_id')),
    sa.ForeignKeyConstraint(['shared_by_id'], ['user.id'], name=op.f('fk_shared_plan_shared_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shared_plan'))
    )
    op.create_index(op.f('ix_shared_plan_review_id'), 'shared_plan', ['review_id'])
    op.create_table('visit_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=True),
    sa.Column('element_code', sa.String(length=30), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_visit_note_review_id')),
    sa.ForeignKeyConstraint(['session_id'], ['visit_session.id'], name=op.f('fk_visit_note_session_id')),
    sa.ForeignKeyConstraint(['written_by_id'], ['user.id'], name=op.f('fk_visit_note_written_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_note'))
    )
    op.create_index(op.f('ix_visit_note_review_id'), 'visit_note', ['review_id'])
    op.create_index(op.f('ix_visit_note_session_id'), 'visit_note', ['session_id'])


def _drop_visit() -> None:
    op.drop_index(op.f('ix_visit_note_session_id'), 'visit_note')
    op.drop_index(op.f('ix_visit_note_review_id'), 'visit_note')
    op.drop_table('visit_note')
    op.drop_index(op.f('ix_shared_plan_review_id'), 'shared_plan')
    op.drop_table('shared_plan')
    op.drop_index(op.f('ix_visit_session_review_id'), 'visit_session')
    op.drop_table('visit_session')


def _add_second_opinion() -> None:
    op.create_table('scoring',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('scorer_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('asked_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('finished_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('given_up_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['user.id'], name=op.f('fk_scoring_asked_by_id')),
    sa.ForeignKeyConstraint(['scorer_id'], ['user.id'], name=op.f('fk_scoring_scorer_id')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_scoring_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scoring')),
    sa.UniqueConstraint('submission_id', 'scorer_id', name=op.f('uq_scoring_submission_id_scorer_id'))
    )
    op.create_index(op.f('ix_scoring_scorer_id'), 'scoring', ['scorer_id'])
    op.create_index(op.f('ix_scoring_submission_id'), 'scoring', ['submission_id'])
    op.create_table('score',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('scoring_id', sa.Integer(), nullable=False),
    sa.Column('element_code', sa.String(length=30), nullable=False),
    sa.Column('level', sa.String(length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('scored_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['scoring_id'], ['scoring.id'], name=op.f('fk_score_scoring_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_score')),
    sa.UniqueConstraint('scoring_id', 'element_code', name=op.f('uq_score_scoring_id_element_code'))
    )
    op.create_index(op.f('ix_score_scoring_id'), 'score', ['scoring_id'])


def _drop_second_opinion() -> None:
    op.drop_index(op.f('ix_score_scoring_id'), 'score')
    op.drop_table('score')
    op.drop_index(op.f('ix_scoring_submission_id'), 'scoring')
    op.drop_index(op.f('ix_scoring_scorer_id'), 'scoring')
    op.drop_table('scoring')


def _add_decision() -> None:
    op.create_table('accuracy_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('sent_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('sent_by_id', sa.Integer(), nullable=True),
    sa.Column('nothing_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('nothing_by_id', sa.Integer(), nullable=True),
    sa.Column('closed_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('closed_by_id', sa.Integer(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['closed_by_id'], ['user.id'], name=op.f('fk_accuracy_round_closed_by_id')),
    sa.ForeignKeyConstraint(['nothing_by_id'], ['user.id'], name=op.f('fk_accuracy_round_nothing_by_id')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_accuracy_round_review_id')),
    sa.ForeignKeyConstraint(['sent_by_id'], ['user.id'], name=op.f('fk_accuracy_round_sent_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accuracy_round')),
    sa.UniqueConstraint('review_id', 'number', name=op.f('uq_accuracy_round_review_id_number'))
    )
    op.create_index(op.f('ix_accuracy_round_review_id'), 'accuracy_round', ['review_id'])
    op.create_table('accuracy_point',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('section_key', sa.String(length=40), nullable=False),
    sa.Column('element_code', sa.String(length=30), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('raised_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('raised_by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('is_accepted', sa.Boolean(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user.id'], name=op.f('fk_accuracy_point_answered_by_id')),
    sa.ForeignKeyConstraint(['raised_by_id'], ['user.id'], name=op.f('fk_accuracy_point_raised_by_id')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_accuracy_point_review_id')),
    sa.ForeignKeyConstraint(['round_id'], ['accuracy_round.id'], name=op.f('fk_accuracy_point_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accuracy_point')),
    sa.UniqueConstraint('review_id', 'number', name=op.f('uq_accuracy_point_review_id_number'))
    )
    op.create_index(op.f('ix_accuracy_point_review_id'), 'accuracy_point', ['review_id'])
    op.create_index(op.f('ix_accuracy_point_round_id'), 'accuracy_point', ['round_id'])
    op.create_table('report_section',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('choice', sa.String(length=40), nullable=False),
    sa.Column('draft_sha256', sa.String(length=64), nullable=False),
    sa.Column('edited_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('edited_by_id', sa.Integer(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['edited_by_id'], ['user.id'], name=op.f('fk_report_section_edited_by_id')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_report_section_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_section')),
    sa.UniqueConstraint('review_id', 'key', name=op.f('uq_report_section_review_id_key'))
    )
    op.create_index(op.f('ix_report_section_review_id'), 'report_section', ['review_id'])
    op.create_table('sign_off',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('recommendation', sa.String(length=40), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('signed_name', sa.String(length=200), nullable=False),
    sa.Column('signed_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('signed_by_id', sa.Integer(), nullable=False),
    sa.Column('reopened_at', cse_assess.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('reopened_by_id', sa.Integer(), nullable=True),
    sa.Column('reopened_reason', sa.Text(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['reopened_by_id'], ['user.id'], name=op.f('fk_sign_off_reopened_by_id')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_sign_off_review_id')),
    sa.ForeignKeyConstraint(['signed_by_id'], ['user.id'], name=op.f('fk_sign_off_signed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_off')),
    sa.UniqueConstraint('review_id', 'number', name=op.f('uq_sign_off_review_id_number'))
    )
    op.create_index(op.f('ix_sign_off_review_id'), 'sign_off', ['review_id'])


def _drop_decision() -> None:
    op.drop_index(op.f('ix_sign_off_review_id'), 'sign_off')
    op.drop_table('sign_off')
    op.drop_index(op.f('ix_accuracy_point_round_id'), 'accuracy_point')
    op.drop_index(op.f('ix_accuracy_point_review_id'), 'accuracy_point')
    op.drop_table('accuracy_point')
    op.drop_index(op.f('ix_accuracy_round_review_id'), 'accuracy_round')
    op.drop_table('accuracy_round')
    op.drop_index(op.f('ix_report_section_review_id'), 'report_section')
    op.drop_table('report_section')


def _add_certificates() -> None:
    op.create_table('certificate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=True),
    sa.Column('reference', sa.String(length=100), nullable=False),
    sa.Column('awarded_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('ended_reason', sa.Text(), nullable=False),
    sa.Column('entered_at', cse_assess.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('entered_by_id', sa.Integer(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_certificate_assessment_id')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['user.id'], name=op.f('fk_certificate_entered_by_id')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_certificate_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate')),
    sa.UniqueConstraint('review_id', name=op.f('uq_certificate_review_id'))
    )
    op.create_index(op.f('ix_certificate_assessment_id'), 'certificate', ['assessment_id'])
    op.create_table('due_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('certificate_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('assessment_id', sa.Integer(), nullable=True),
    sa.Column('review_id', sa.Integer(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_due_review_assessment_id')),
    sa.ForeignKeyConstraint(['certificate_id'], ['certificate.id'], name=op.f('fk_due_review_certificate_id')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_due_review_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_due_review')),
    sa.UniqueConstraint('assessment_id', name=op.f('uq_due_review_assessment_id')),
    sa.UniqueConstraint('certificate_id', 'due_on', name=op.f('uq_due_review_certificate_id_due_on')),
    sa.UniqueConstraint('review_id', name=op.f('uq_due_review_review_id'))
    )
    op.create_index(op.f('ix_due_review_certificate_id'), 'due_review', ['certificate_id'])


def _drop_certificates() -> None:
    op.drop_index(op.f('ix_due_review_certificate_id'), 'due_review')
    op.drop_table('due_review')
    op.drop_index(op.f('ix_certificate_assessment_id'), 'certificate')
    op.drop_table('certificate')


def _add_number_of_reports() -> None:
    op.add_column('report', sa.Column('number', sa.Integer(), nullable=True))


def _drop_number_of_reports() -> None:
    op.drop_column('report', 'number')
