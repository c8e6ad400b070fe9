"""Loading the sample organisation through the services."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePath

import pytest
from factories.accounts import make_organisation
from sqlalchemy import func, select

from cse_assess.accounts.models import AssessorGrant, Role, User
from cse_assess.accounts.passwords import verify_password
from cse_assess.accounts.queries import list_organisations
from cse_assess.analysis.coverage import CoverageState
from cse_assess.assessments.coverage import compute_coverage
from cse_assess.assessments.models import (
    Assessment,
    ElementResponse,
    EvidenceLink,
    PassagePin,
    PinState,
    ResponseChange,
)
from cse_assess.assessments.past.models import CarriedPoint, Snapshot
from cse_assess.assessments.past.queries import list_level_changes
from cse_assess.assessments.queries import list_all_assessments, load_tree
from cse_assess.assessments.requests.models import EvidenceRequest
from cse_assess.assessments.requests.states import RequestState
from cse_assess.audit.models import AuditEvent
from cse_assess.audit.queries import verify_chain
from cse_assess.clock import today
from cse_assess.db import read_only, session
from cse_assess.demo.library import read_pinned
from cse_assess.demo.loader import PASSWORD, NotEmpty, is_demo_loaded, load_demo
from cse_assess.demo.story import read_story
from cse_assess.errors import DomainError
from cse_assess.evidence.bulk.models import UploadBatch
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.notices.models import Notice, NoticeKind
from cse_assess.reading.reader import read_document
from cse_assess.review.assessor_queries.models import AssessorQuery, QueryState
from cse_assess.review.desk.models import ConfidentialNote, Finding
from cse_assess.review.submissions.queries import get_submission
from cse_assess.review.submissions.verification import find_faults
from cse_assess.review.visit.models import VisitSession
from cse_assess.standards.registry import get_standard

STORY = read_story()


def count(model) -> int:
    return session.scalar(select(func.count()).select_from(model))


def count_coverage(assessment: Assessment) -> dict[CoverageState, int]:
    """Return how many elements stand how."""
    tree = load_tree(assessment.id)
    return compute_coverage(tree, get_standard("cse")).count_elements()


@pytest.fixture
def loaded(app, settings, blobs, stored) -> None:
    load_demo(settings=settings, blobs=blobs, files=stored)


def test_the_whole_story_arrives(loaded, blobs):
    """One test, because a load takes seconds: everything that it must leave behind."""
    people = {user.email: user for user in session.scalars(select(User))}
    assert set(people) == {person.email for person in STORY.organisation.people}
    assert all(verify_password(user.password_hash, PASSWORD) for user in people.values())
    roles = {each.role for user in people.values() for each in user.role_assignments}
    assert roles == {role.value for role in Role}

    past, libraries, repairs, *_, parking = list_all_assessments()
    assert libraries.visit_on == today() + timedelta(days=56)
    assert repairs.visit_on > libraries.visit_on
    grants = {each.assessment_id: each for each in session.scalars(select(AssessorGrant))}
    assert set(grants) == {libraries.id, parking.id}
    assert grants[libraries.id].ends_on > libraries.visit_on

    assert count(EvidenceItem) == len(STORY.evidence)
    assert count(EvidenceRevision) == sum(1 + len(item.earlier) for item in STORY.evidence)
    accepted = 1
    there_before = [item for item in STORY.evidence if item.key in STORY.past.evidence]
    assert count(EvidenceLink) == (
        accepted
        + sum(len(proofs) for item in STORY.evidence for proofs in item.proves.values())
        + sum(len(item.proves[STORY.past.service]) for item in there_before)
    )
    assert (past.is_locked, libraries.carried_from_id) == (True, past.id)
    submission = get_submission(parking.id, 1)
    assert find_faults(submission) == []
    assert count(Finding) >= len(STORY.review.findings)
    assert count(ConfidentialNote) == len(STORY.review.notes)
    assert count(VisitSession) == len(STORY.review.sessions)
    asked = session.scalars(select(AssessorQuery.state).order_by(AssessorQuery.number)).all()
    assert asked == [QueryState.ACCEPTED, QueryState.ASKED]
    taken = len(STORY.past.snapshots) + len(STORY.past.snapshots_since)
    assert count(Snapshot) == taken + len([submission])
    settled = select(func.count()).where(CarriedPoint.settled_at.is_not(None))
    assert session.scalar(settled) == len(STORY.past.settled)
    assert len({change.on for change in list_level_changes(libraries.id)}) > 20
    hashes = session.scalars(
        select(EvidenceRevision.sha256).where(EvidenceRevision.sha256.is_not(None))
    )
    assert all(blobs.has(sha256) for sha256 in hashes)

    charter = session.scalars(
        select(EvidenceItem).where(EvidenceItem.title == "Customer charter of the libraries")
    ).one()
    assert [revision.number for revision in charter.revisions] == [1, 2, 3]
    assert charter.evidence_on == today() - timedelta(days=31)

    changes = session.scalars(
        select(ResponseChange)
        .join(ElementResponse, ElementResponse.id == ResponseChange.response_id)
        .where(ElementResponse.assessment_id == libraries.id)
        .where(ElementResponse.element_code == "1.1.3", ResponseChange.field == "level")
        .order_by(ResponseChange.id)
    ).all()
    assert [(change.before, change.after) for change in changes] == [
        ("", "compliant"),
        ("compliant", "plus"),
    ]
    assert {change.actor_name for change in changes} == {"Callum Wrenfield", "Ravi Thornleigh"}

    states = Counter(session.scalars(select(PassagePin.state)))
    assert states == {PinState.FOUND: len(STORY.pins) - 2, PinState.UNSURE: 1, PinState.LOST: 1}
    alarms = session.scalars(select(Notice.text).where(Notice.kind == NoticeKind.PIN_LOST)).all()
    assert sorted(alarm.partition(",")[0] for alarm in alarms) == ["1.2.1", "1.3.4"]
    assert set(session.scalars(select(EvidenceRequest.state))) == set(RequestState)
    assert all(count_coverage(libraries).values())

    batch = session.scalars(select(UploadBatch)).one()
    assert [file.file_name for file in batch.files] == [
        file.file for file in STORY.uploads[0].files
    ]
    assert count(AuditEvent) > 300
    assert verify_chain() == []


def test_pinned_files_say_what_a_reader_of_uploads_would_read(blobs, stored):
    words = read_pinned(STORY, stored, blobs)
    names = {file.sha256: file.file_name for files in stored.values() for file in files}
    for sha256, document in words.items():
        with blobs.hold(sha256) as path:
            assert read_document(path, PurePath(names[sha256]).suffix[1:]) == document


def test_an_instance_with_data_is_refused_and_left_alone(app, settings, blobs, stored):
    make_organisation(name="Ours")
    with pytest.raises(NotEmpty, match="already holds data"):
        load_demo(settings=settings, blobs=blobs, files=stored)
    assert [each.name for each in list_organisations()] == ["Ours"]
    assert not is_demo_loaded()


def test_production_is_refused(app, settings, blobs, stored):
    settings = replace(settings, is_production=True, base_url="https://cse.example")
    with pytest.raises(DomainError, match="not for production"):
        load_demo(settings=settings, blobs=blobs, files=stored)
    assert list_organisations() == []


def test_an_interrupted_load_leaves_the_instance_empty(app, settings, blobs, stored):
    last = STORY.evidence[-2].key
    with pytest.raises(KeyError, match=last):
        load_demo(
            settings=settings,
            blobs=blobs,
            files={key: files for key, files in stored.items() if key != last},
        )
    with read_only():
        assert not is_demo_loaded()
        assert (count(User), count(Assessment), count(AuditEvent)) == (0, 0, 0)
