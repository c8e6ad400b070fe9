"""What changes the library, and what of it is kept."""

from datetime import date, timedelta

import pytest
from factories.accounts import actor_of, make_organisation, make_user
from factories.evidence import make_checked_file, make_item
from sqlalchemy import select

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role
from cse_assess.audit.queries import list_events, verify_chain
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.errors import DomainError, NotAllowed, NotFound
from cse_assess.evidence import queries, services
from cse_assess.evidence.errors import AlreadyThere, ItemConflict
from cse_assess.evidence.models import EvidenceItem


@pytest.fixture
def lead(app):
    return make_user(Role.LEAD)


@pytest.fixture
def actor(lead):
    return actor_of(lead)


def add(actor, *, content=b"%PDF minutes", file_name="minutes.pdf", **details):
    return services.add_file_evidence(
        actor=actor,
        organisation_id=actor.organisation_id,
        blob=make_checked_file(content, file_name),
        **{"title": "Minutes", **details},
    )


def deeds_of(item):
    return [each.action for each in list_events(object_type="evidence_item", object_id=item.id)]


def test_a_file_becomes_an_item_with_a_first_revision_and_an_audit_event(actor):
    item = add(actor, title="  Panel\tminutes ", description="one\r\ntwo", kind="minutes")
    revision = queries.get_current_revision(item)
    assert (item.title, item.description, item.kind) == ("Panel minutes", "one\ntwo", "minutes")
    assert (revision.number, revision.file_name, revision.size) == (1, "minutes.pdf", 12)
    assert (item.created_by_id, revision.created_by_id) == (actor.user_id, actor.user_id)
    [event] = list_events(object_type="evidence_item", object_id=item.id)
    assert event.action == "evidence.added"
    assert event.details["sha256"] == revision.sha256
    assert verify_chain() == []


def test_the_same_bytes_name_the_item_that_has_them(actor):
    first = add(actor)
    with pytest.raises(AlreadyThere) as there:
        add(actor, title="Again")
    assert there.value.item is first
    second = add(actor, title="Again", is_duplicate_wanted=True)
    assert second.id != first.id


def test_another_organisation_may_hold_the_same_bytes(actor):
    add(actor)
    assert add(actor_of(make_user(Role.LEAD))).id


def test_bytes_of_a_withdrawn_item_or_an_earlier_revision_are_not_there(actor):
    withdrawn = add(actor, content=b"one")
    services.withdraw_item(actor=actor, item=withdrawn, reason="Old")
    replaced = add(actor, content=b"two")
    services.replace_file(
        actor=actor, item=replaced, file=make_checked_file(b"three"), reason="New"
    )
    add(actor, content=b"one")
    add(actor, content=b"two")


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "\u202e \0"}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"description": "x" * 5001}, "description"),
        ({"kind": "rumour"}, "kind"),
        ({"evidence_on": date(2999, 1, 1)}, "evidence_on"),
        ({"evidence_on": date(1066, 10, 14)}, "evidence_on"),
        ({"evidence_on": date(2026, 3, 2), "valid_until": date(2026, 3, 1)}, "valid_until"),
        ({"valid_until": date(1850, 1, 1)}, "valid_until"),
        ({"owner_id": 999_999}, "owner_id"),
    ],
)
def test_details_that_cannot_be_right_are_refused_by_field(actor, details, field):
    with pytest.raises(DomainError) as refused:
        add(actor, **details)
    assert refused.value.field == field
    assert queries.list_items(actor.organisation_id, queries.ItemFilters()).total == 0


def test_evidence_may_be_of_today_and_valid_until_the_day_it_was_made(actor):
    item = add(actor, evidence_on=today(), valid_until=today())
    assert item.valid_until == today()


def test_an_owner_is_an_active_person_of_the_organisation(actor, lead):
    with pytest.raises(DomainError):
        add(actor, owner_id=make_user(Role.LEAD).id)
    gone = make_user(Role.READER, lead.organisation, deactivated_at=now())
    with pytest.raises(DomainError):
        add(actor, owner_id=gone.id)
    assert add(actor, owner_id=lead.id).owner_id == lead.id


def test_an_owner_who_left_stays_until_another_is_chosen(actor, lead):
    gone = make_user(Role.READER, lead.organisation)
    item = add(actor, owner_id=gone.id)
    gone.deactivated_at = now()
    session.flush()
    services.edit_item(actor=actor, item=item, version_id=item.version_id, title="Renamed")
    assert item.owner_id == gone.id


def test_adding_to_another_organisation_or_as_a_reader_is_not_allowed(actor, lead):
    reader = actor_of(make_user(Role.READER, lead.organisation))
    with pytest.raises(NotAllowed):
        add(reader)
    with pytest.raises(NotAllowed):
        services.add_link_evidence(
            actor=actor, organisation_id=make_organisation().id, url="https://a.org", title="A"
        )


def test_replacing_adds_a_revision_with_its_reason_and_keeps_the_one_before(actor):
    item = add(actor, content=b"first")
    services.replace_file(
        actor=actor, item=item, file=make_checked_file(b"second"), reason=" New  figures "
    )
    services.replace_link(actor=actor, item=item, url="https://example.org/3", reason="Moved")
    third, second, first = queries.list_revisions(item)
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert first.sha256 == make_checked_file(b"first").sha256
    assert (second.reason, third.url) == ("New figures", "https://example.org/3")
    assert queries.get_current_revision(item) is third
    assert deeds_of(item) == ["evidence.replaced", "evidence.replaced", "evidence.added"]


@pytest.mark.parametrize("reason", ["", "  \u200b", "x" * 501])
def test_a_reason_is_needed_and_short(actor, reason):
    item = add(actor)
    with pytest.raises(DomainError) as refused:
        services.replace_file(actor=actor, item=item, file=make_checked_file(b"b"), reason=reason)
    assert refused.value.field == "reason"
    with pytest.raises(DomainError):
        services.withdraw_item(actor=actor, item=item, reason=reason)
    assert deeds_of(item) == ["evidence.added"]


def test_replacing_by_the_very_same_content_is_refused(actor):
    item = add(actor, content=b"same")
    with pytest.raises(DomainError, match="exactly the content"):
        services.replace_file(actor=actor, item=item, file=make_checked_file(b"same"), reason="x")


def test_a_withdrawn_item_stays_on_record_and_can_be_restored(actor):
    item = add(actor)
    services.withdraw_item(actor=actor, item=item, reason="Out of date")
    assert (item.is_withdrawn, item.withdrawn_reason) == (True, "Out of date")
    assert queries.get_item(item.id, actor.organisation_id) is item
    with pytest.raises(DomainError, match="Restore it first"):
        services.withdraw_item(actor=actor, item=item, reason="Again")
    with pytest.raises(DomainError, match="Restore it first"):
        services.replace_file(actor=actor, item=item, file=make_checked_file(b"b"), reason="x")
    services.restore_item(actor=actor, item=item)
    assert (item.is_withdrawn, item.withdrawn_by_id, item.withdrawn_reason) == (False, None, "")
    with pytest.raises(DomainError, match="not withdrawn"):
        services.restore_item(actor=actor, item=item)
    assert deeds_of(item) == ["evidence.restored", "evidence.withdrawn", "evidence.added"]


def test_editing_what_somebody_else_changed_shows_theirs_and_loses_neither(actor):
    item = add(actor)
    session.commit()
    shown = item.version_id
    services.edit_item(actor=actor, item=item, version_id=shown, title="Theirs")
    session.commit()
    with pytest.raises(ItemConflict) as conflict:
        services.edit_item(actor=actor, item=item, version_id=shown, title="Mine")
    assert conflict.value.item.title == "Theirs"


def test_an_edit_that_changes_nothing_leaves_no_trace(actor):
    item = add(actor)
    services.edit_item(actor=actor, item=item, version_id=item.version_id, title="Minutes")
    assert deeds_of(item) == ["evidence.added"]


def test_what_an_edit_does_not_give_stays_as_it_is(actor):
    item = add(actor, description="As it was", is_confidential=True)
    services.edit_item(actor=actor, item=item, version_id=item.version_id, title="New")
    assert (item.title, item.description, item.is_confidential) == ("New", "As it was", True)


def test_only_those_who_may_change_an_item_change_it(actor, lead):
    item = add(actor)
    reader = actor_of(make_user(Role.READER, lead.organisation))
    stranger = actor_of(make_user(Role.LEAD))
    for who in (reader, stranger, Actor(None, "Nobody", None)):
        with pytest.raises(NotAllowed):
            services.edit_item(actor=who, item=item, version_id=1, title="x")
        with pytest.raises(NotAllowed):
            services.replace_link(actor=who, item=item, url="https://a.org", reason="x")
        with pytest.raises(NotAllowed):
            services.withdraw_item(actor=who, item=item, reason="x")
        with pytest.raises(NotAllowed):
            services.restore_item(actor=who, item=item)


def test_the_same_content_counts_once_towards_the_quota(actor):
    item = add(actor, content=b"x" * 1000)
    add(actor, content=b"x" * 1000, is_duplicate_wanted=True)
    services.replace_file(
        actor=actor, item=item, file=make_checked_file(b"y" * 500), reason="Shorter"
    )
    services.add_link_evidence(
        actor=actor, organisation_id=actor.organisation_id, url="https://a.org", title="A"
    )
    assert queries.used_bytes(actor.organisation_id) == 1500
    assert queries.used_bytes(make_organisation().id) == 0


def test_what_is_not_there_is_not_found(actor):
    item = add(actor)
    with pytest.raises(NotFound):
        queries.get_item(item.id, make_organisation().id)
    with pytest.raises(NotFound):
        queries.get_item(999_999, actor.organisation_id)
    with pytest.raises(NotFound):
        queries.get_item(item.id, None)
    with pytest.raises(NotFound):
        queries.get_revision(item, 2)


def test_current_revisions_come_in_one_query(actor, count_queries):
    items = [add(actor, content=f"{number}".encode()) for number in range(20)]
    services.replace_file(actor=actor, item=items[0], file=make_checked_file(b"b"), reason="x")
    ids = {item.id for item in items}
    session.commit()
    with count_queries() as counted:
        current = queries.load_current_revisions(ids)
    assert len(counted) == 1
    assert {item_id: revision.number for item_id, revision in current.items()} == {
        item.id: 2 if item is items[0] else 1 for item in items
    }


def titles(organisation_id, viewer=None, **filters):
    page = queries.list_items(organisation_id, queries.ItemFilters(**filters), viewer=viewer)
    return [listed.title for listed in page.items]


def test_a_search_finds_all_words_wherever_they_stand(actor, lead):
    make_item(lead.organisation, title="Customer survey", description="Results for the spring")
    make_item(lead.organisation, title="Customer charter")
    make_item(lead.organisation, url="https://example.org/spring", title="Leaflet for customers")
    found = titles(actor.organisation_id, actor, search="CUSTOMER spring")
    assert found == ["Leaflet for customers", "Customer survey"]
    assert titles(actor.organisation_id, actor, search="100%") == []
    assert titles(actor.organisation_id, actor, search="_") == []


def test_filters_narrow_the_list(actor, lead):
    day = today()
    make_item(lead.organisation, title="expired", valid_until=day - timedelta(days=1))
    make_item(lead.organisation, title="soon", valid_until=day + timedelta(days=90), owner=lead)
    make_item(lead.organisation, title="later", valid_until=day + timedelta(days=91))
    make_item(lead.organisation, title="undated", evidence_on=None, kind="plan")
    make_item(lead.organisation, title="secret", is_confidential=True)
    organisation_id = actor.organisation_id
    assert titles(organisation_id, actor, freshness="expired") == ["expired"]
    assert titles(organisation_id, actor, freshness="expires_soon") == ["soon"]
    assert titles(organisation_id, actor, freshness="undated") == ["undated"]
    assert titles(organisation_id, actor, kind="plan") == ["undated"]
    assert titles(organisation_id, actor, owner_id=lead.id) == ["soon"]
    assert titles(organisation_id, actor, is_confidential=True) == ["secret"]


def test_unused_leaves_out_what_is_selected_as_used(actor, lead):
    used, unused = make_item(lead.organisation), make_item(lead.organisation)
    page = queries.list_items(
        actor.organisation_id,
        queries.ItemFilters(is_unused=True),
        viewer=actor,
        used_ids=select(EvidenceItem.id).where(EvidenceItem.id == used.id),
    )
    assert [listed.item.id for listed in page.items] == [unused.id]


def test_each_order_is_as_it_says(actor, lead):
    day = today()
    make_item(lead.organisation, title="b", evidence_on=day, valid_until=None)
    make_item(lead.organisation, title="A", evidence_on=None, valid_until=day + timedelta(days=2))
    make_item(
        lead.organisation,
        title="c",
        evidence_on=day - timedelta(days=1),
        valid_until=day + timedelta(days=1),
    )
    organisation_id = actor.organisation_id
    assert titles(organisation_id, actor, order="newest") == ["c", "A", "b"]
    assert titles(organisation_id, actor, order="title") == ["A", "b", "c"]
    assert titles(organisation_id, actor, order="evidence_date") == ["b", "c", "A"]
    assert titles(organisation_id, actor, order="valid_until") == ["c", "A", "b"]


@pytest.mark.parametrize("role", list(Role))
def test_the_list_opens_exactly_what_the_policy_opens(lead, role):
    from cse_assess.evidence import policy

    viewer = make_user(
        roles=(Role(role),) if role != Role.CONTRIBUTOR else (), organisation=lead.organisation
    )
    actor = Actor(viewer.id, "Viewer", lead.organisation_id, roles=frozenset({role}))
    for is_confidential in (False, True):
        make_item(lead.organisation, is_confidential=is_confidential)
        make_item(lead.organisation, is_confidential=is_confidential, owner=viewer)
        make_item(lead.organisation, is_confidential=is_confidential, created_by=viewer)
        make_item(lead.organisation, is_confidential=is_confidential, owner=lead, created_by=lead)
    page = queries.list_items(lead.organisation_id, queries.ItemFilters(), viewer=actor)
    assert len(page.items) == 8
    for listed in page.items:
        assert listed.is_open is policy.can_open_item(actor, listed.item)


def test_without_a_viewer_nothing_confidential_is_open(actor, lead):
    make_item(lead.organisation, title="Secret", is_confidential=True, owner=lead)
    assert titles(actor.organisation_id) == ["Confidential evidence"]
    assert titles(actor.organisation_id, search="secret") == []
