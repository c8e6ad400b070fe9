"""Official wording that an administrator imports: kept per organisation, and on record."""

from pathlib import Path

import pytest
from factories.accounts import actor_of, make_organisation, make_user
from sqlalchemy import select

from cse_assess.accounts.models import Role
from cse_assess.audit.models import AuditEvent
from cse_assess.db import session
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.paths import data_folder
from cse_assess.standards.importing.reader import read_official_wording
from cse_assess.standards.loader import load_standard
from cse_assess.standards.queries import add_imported_wording, list_official_wordings
from cse_assess.standards.services import replace_official_wording

pytestmark = pytest.mark.usefixtures("app")

STANDARD = load_standard(Path(__file__).parents[2] / "standards" / "service-points.yaml")


def make_report(mark, codes=("A.2", "B.1")):
    """Read a booklet that has one guidance point for each of the given points."""
    rows = [f"{code}\tThe {mark} {code}.\t<ul><li>A {mark} sign.</li></ul>" for code in codes]
    return read_official_wording("\n".join(rows).encode(), STANDARD)


def administrator(organisation=None):
    return actor_of(make_user(Role.ADMINISTRATOR, organisation))


def texts_of(organisation_id):
    wordings = list_official_wordings(organisation_id, STANDARD.id)
    return {wording.element_code: wording.statement for wording in wordings}


def test_an_import_is_kept_word_for_word():
    actor = administrator()

    stored = replace_official_wording(
        actor=actor, standard=STANDARD, report=make_report("official")
    )
    session.commit()

    assert stored == 2
    worded = add_imported_wording(STANDARD, actor.organisation_id)
    assert worded.get_element("A.2").official_statement == "The official A.2."
    assert worded.get_element("A.2").official_guidance == ("A official sign.",)
    assert worded.get_element("A.3").official_statement is None


def test_a_second_import_replaces_what_it_found_and_leaves_the_rest():
    actor = administrator()
    replace_official_wording(actor=actor, standard=STANDARD, report=make_report("first"))
    session.commit()

    second = make_report("second", codes=("B.1", "C.3"))
    replace_official_wording(actor=actor, standard=STANDARD, report=second)
    session.commit()

    assert texts_of(actor.organisation_id) == {
        "A.2": "The first A.2.",
        "B.1": "The second B.1.",
        "C.3": "The second C.3.",
    }


def test_another_organisation_sees_nothing_of_it():
    replace_official_wording(
        actor=administrator(), standard=STANDARD, report=make_report("official")
    )
    session.commit()

    assert texts_of(make_organisation().id) == {}


def test_an_import_is_on_record_with_its_figures():
    actor = administrator()

    replace_official_wording(actor=actor, standard=STANDARD, report=make_report("official"))
    session.commit()

    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (event.action, event.actor_id) == ("standard.wording_imported", actor.user_id)
    assert event.organisation_id == actor.organisation_id
    assert event.details == {
        "standard": "service-points",
        "version": "1.0",
        "found": 2,
        "mended": 0,
        "missed": 12,
    }


@pytest.mark.parametrize("role", [Role.LEAD, Role.READER])
def test_only_an_administrator_may_import(role):
    with pytest.raises(NotAllowed):
        replace_official_wording(
            actor=actor_of(make_user(role)), standard=STANDARD, report=make_report("official")
        )


def test_a_report_of_another_standard_is_refused():
    cse = load_standard(data_folder("standard") / "cse.yaml")

    with pytest.raises(DomainError, match="another standard"):
        replace_official_wording(
            actor=administrator(), standard=cse, report=make_report("official")
        )


def test_an_import_that_found_nothing_is_refused():
    report = read_official_wording(b"Dear all,", STANDARD)

    with pytest.raises(DomainError, match="No element"):
        replace_official_wording(actor=administrator(), standard=STANDARD, report=report)
